// Ways for the program to die. The page has none of them: they reach it from where the browser makes instances.
const { instantiate } = WebAssembly;
WebAssembly.instantiate = async (...values) => {
  const { exports } = await instantiate(...values);
  window.exports = exports;
  const counted = (call) => (...values) => { window.nCalls += 1; return call(...values); };
  const pairs = Object.entries(exports).map(([name, it]) => [name, typeof it === 'function' ? counted(it) : it]);
  return { exports: Object.fromEntries(pairs) };
};
window.drills = {
  // Nothing in its memory makes sense any more: the next event that reaches it ends in a trap.
  garbage() {
    new Uint8Array(window.exports.memory.buffer).fill(0xff);
    document.querySelector('#article').dispatchEvent(new MouseEvent('mousedown', { bubbles: true }));
    document.dispatchEvent(new KeyboardEvent('keydown', { key: '?', bubbles: true }));
  },
  // All the memory that it may have is taken, and then it needs more.
  memory() {
    for (let pages = 1 << 14; pages > 0; pages >>= 1) {
      try { for (;;) window.exports.memory.grow(pages); } catch { /* so much is not left */ }
    }
    glossator.open({ name: 'long.txt', text: 'It does not fit. '.repeat(1_000_000) }).catch(() => {});
  },
  // It is called where next to nothing of the stack is left.
  stack() {
    const dive = () => { dive(); };
    const call = () => {
      try { call(); } catch (error) { glossator.project(); throw error; }
    };
    try { call(); } catch { dive(); }
  },
};
// As an event would, and not from within a script of the driver.
window.drill = (kind) => setTimeout(() => window.drills[kind]());
// How often the program is called.
window.nCalls = 0;
