// How the page looks until the program runs: without the first article for those who have work of their own, and in
// the theme that they chose. The rest of what runs outside the program is in boot.js, which nothing waits for.
const first = () => document.querySelector('.first-article');
// Who drives the page begins when it is loaded, and is to find no article that does not answer yet.
addEventListener('load', () => first()?.querySelector('#article')?.removeAttribute('id'));
const root = document.documentElement;
// What is highlighted is inherited by what stands within it: so it was specified with this one, and not done before.
// https://drafts.csswg.org/css-pseudo-4/#highlight-cascade
root.classList.toggle('highlights-apart', !CSS.supports('selector(::search-text)'));
try {
  // Work that was kept before there was the first of these keys has the second.
  if (localStorage.getItem('glossator:returning') ?? localStorage.getItem('glossator:project')) {
    root.classList.add('returning');
    addEventListener('DOMContentLoaded', () => first()?.remove());
  }
  root.dataset.theme = JSON.parse(localStorage.getItem('glossator:theme')) ?? 'system';
} catch {
  // Without storage nobody returns.
}
// A file that does not come, or is not the one that belongs to the page, is told by boot.js: unless it is that one.
addEventListener('error', ({ target }) => {
  if (!(target instanceof HTMLScriptElement) || !target.defer) return;
  const message = document.createElement('p');
  message.setAttribute('role', 'alert');
  message.textContent = 'Glossator could not be loaded: its files did not come, or are not those that belong to this '
    + 'page. What was saved before is still saved. Check the connection and reload.';
  const main = document.createElement('main');
  main.className = 'refused';
  const heading = document.createElement('h1');
  heading.textContent = 'Glossator';
  main.append(heading, message);
  document.body.replaceChildren(main);
}, true);
