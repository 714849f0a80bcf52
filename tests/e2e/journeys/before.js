// Notes in `window.before` what can be read before the program runs, and where it stands.
window.look = (selector) => {
  const frame = document.querySelector(selector);
  if (!frame?.checkVisibility({ visibilityProperty: true })) return null;
  return [...frame.querySelectorAll('h1, .byline, .block')].map((it) => {
    const { left, top, width, height } = it.getBoundingClientRect();
    const start = it.getAttribute('data-start');
    return [it.localName, it.className, it.dir, start, it.textContent, left, top, width, height];
  });
};
// Whoever drives the page begins when it is loaded.
addEventListener('pageshow', () => {
  window.dead = document.querySelector('.first-article #article') !== null;
});
// The stylesheet is there, and a module that waits for its program does not hold this up.
addEventListener('DOMContentLoaded', () => { window.before = look('.first-article .frame'); });
// How many frames showed no text after that.
window.blank = 0;
addEventListener('DOMContentLoaded', function look() {
  if (!document.querySelector('.frame .block')?.checkVisibility()) blank += 1;
  requestAnimationFrame(look);
});
