// Reads what scripts pass by the thousand, which costs the program a call for each value.

// Returns mentions `[{ start, end, label }]` as the bytes of one list of their offsets and label numbers, and the labels;
// null where one of them is anything else: the program finds out what.
function columns(mentions) {
  if (!Array.isArray(mentions)) return null;
  const numbers = new Map();
  const all = new Uint32Array(3 * mentions.length);
  let n = 0;
  for (const mention of mentions) {
    if (typeof mention !== 'object' || mention === null) return null;
    const { start, end, label } = mention;
    if (start >>> 0 !== start || end >>> 0 !== end || typeof label !== 'string') return null;
    let number = numbers.get(label);
    if (number === undefined) numbers.set(label, number = numbers.size);
    all[n++] = start;
    all[n++] = end;
    all[n++] = number;
  }
  // Whoever passes a list can have it tell of other mentions than it has.
  if (n !== all.length) return null;
  return { bytes: new Uint8Array(all.buffer), labels: [...numbers.keys()] };
}
