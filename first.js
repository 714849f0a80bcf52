// How the page looks until the program runs: without the first article for those who have work of their own, and in
// the theme that they chose.
const first = () => document.querySelector('.first-article');
// Who drives the page begins when it is loaded, and is to find no article that does not answer yet.
addEventListener('load', () => first()?.querySelector('#article').removeAttribute('id'));
try {
  const root = document.documentElement;
  if (localStorage.getItem('glossator:project') !== null) {
    root.classList.add('returning');
    addEventListener('DOMContentLoaded', () => first()?.remove());
  }
  root.dataset.theme = JSON.parse(localStorage.getItem('glossator:theme')) ?? 'system';
} catch {
  // Without storage nobody returns.
}
