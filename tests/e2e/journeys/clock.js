// Notes in `window.readable` when the article's text, of LENGTH UTF-16 units, is all there and laid out.
(() => {
  const look = () => {
    const blocks = [...document.querySelectorAll('#article [data-start]')];
    const length = blocks.reduce((sum, it) => sum + it.textContent.length, 0);
    if (length < LENGTH) return;
    observer.disconnect();
    // Asking where something stands makes the browser lay the page out.
    document.querySelector('#article').getBoundingClientRect();
    window.readable = performance.now();
  };
  const observer = new MutationObserver(look);
  observer.observe(document, { childList: true, subtree: true, characterData: true });
})();
