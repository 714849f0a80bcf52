// Notes in `window.readable` when the article's text, of LENGTH UTF-16 units, is all there and laid out, and in
// `window.usable` when the program has drawn it.
(() => {
  const time = (selector) => {
    const blocks = [...document.querySelectorAll(`${selector} [data-start]`)];
    const length = blocks.reduce((sum, it) => sum + it.textContent.length, 0);
    if (length < LENGTH) return undefined;
    // Asking where something stands makes the browser lay the page out.
    document.querySelector(selector).getBoundingClientRect();
    return performance.now();
  };
  const look = () => {
    window.readable ??= time('#article');
    window.usable ??= time('#article[tabindex]');
    if (window.usable) observer.disconnect();
  };
  const observer = new MutationObserver(look);
  observer.observe(document, { childList: true, subtree: true, characterData: true });
})();
