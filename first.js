// How the page looks until the program runs: without the first article for those who have work of their own, and in
// the theme that they chose.
try {
  const root = document.documentElement;
  if (localStorage.getItem('glossator:project') !== null) {
    root.classList.add('returning');
    addEventListener('DOMContentLoaded', () => document.querySelector('.first-article')?.remove());
  }
  root.dataset.theme = JSON.parse(localStorage.getItem('glossator:theme')) ?? 'system';
} catch {
  // Without storage nobody returns.
}
