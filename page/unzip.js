// Unpacks files of archives by what browsers have for that.

// Returns what bytes are that were compressed by “deflate”: `length` bytes, and never more, whatever is in them.
async function inflate(bytes, length) {
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('deflate-raw'));
  const all = new Uint8Array(length);
  let n = 0;
  for (const reader = stream.getReader(); ;) {
    const { done, value } = await reader.read();
    if (done) return all.subarray(0, n);
    if (n + value.length > length) {
      reader.cancel();
      throw new Error('there is more than the archive says');
    }
    all.set(value, n);
    n += value.length;
  }
}
