// What a person sees where the program is not: a dialog made without it.

// Returns an element with some properties and children; texts are text, never markup.
function element(name, properties, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(properties)) {
    if (key in made) made[key] = value;
    else made.setAttribute(key, value);
  }
  made.append(...children);
  return made;
}

const button = (name, onclick, className = 'line') => element('button', { type: 'button', className, onclick }, name);

let dialog = null;

function closeDialog() {
  dialog?.remove();
  dialog = null;
}

// Shows a dialog over everything, which stays until the page is loaded anew.
function showDialog(title, texts, ...rest) {
  closeDialog();
  const heading = element('h2', { id: 'stopped-title' }, title);
  const text = element('div', { id: 'stopped-text' }, ...texts.map((it) => element('p', {}, it)));
  dialog = element('dialog', {
    className: 'dialog stopped', role: 'alertdialog', tabIndex: -1, autofocus: true,
    'aria-labelledby': heading.id, 'aria-describedby': text.id,
    // There is nothing behind it to go back to.
    oncancel: (event) => event.preventDefault(),
    onclose: () => dialog?.showModal(),
    // What the program listens for on the whole page is none of its business any more.
    onkeydown(event) {
      event.stopPropagation();
      // Else the second Esc would close it for a moment.
      if (event.key === 'Escape') event.preventDefault();
    },
  }, heading, text, ...rest);
  document.body.append(dialog);
  dialog.showModal();
  // Not on a button: a person who is typing would press it.
  dialog.focus();
}

// Tells that the program is dead, or was never there, and what can be done.
function showDeath(title, texts, error) {
  const report = reportOf(title, error);
  const told = element('p', { 'aria-live': 'polite', className: 'hint' });
  showDialog(
    title,
    texts,
    element('details', {}, element('summary', {}, 'Report'), element('pre', { tabIndex: 0 }, report)),
    told,
    element(
      'div', { className: 'buttons' },
      button('Copy report', async () => {
        told.textContent = await copy(report) ? 'The report is copied.' : 'The report cannot be copied; it stands above.';
      }),
      button('Download', async () => { told.textContent = await downloadWork(); }),
      button('Reload', () => location.reload(), 'main'),
    ),
  );
}

// What helps whoever mends the program. It names no document and quotes none.
function reportOf(title, error) {
  return [
    title,
    lastWords ?? '',
    String(error?.stack || error),
    `saved: ${savedAt?.toISOString() ?? 'not since the page was opened'}`,
    `now: ${new Date().toISOString()}`,
    `page: ${document.querySelector('script[type=module]')?.getAttribute('src')}`,
    `browser: ${navigator.userAgent}`,
  ].filter(Boolean).join('\n');
}

async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    // A page that came without encryption has no clipboard but this one.
    const pre = dialog.querySelector('pre');
    pre.closest('details').open = true;
    getSelection().selectAllChildren(pre);
    return document.execCommand('copy');
  }
}

// Downloads texts as files.
function download(name, text) {
  const href = URL.createObjectURL(new Blob([text], { type: 'application/json' }));
  element('a', { href, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(href), 10_000);
}

async function downloadWork() {
  const { file, note } = rescued(await readStores());
  download('glossator-project.json', `${JSON.stringify(file, null, 2)}\n`);
  return note;
}

function refuseFrame() {
  const link = element('a', { href: location.href, target: '_blank', rel: 'noopener' }, 'Open it in a tab of its own');
  const message = 'Glossator does not run within another page: what lies over it could not be told from it. ';
  const text = element('p', { role: 'alert' }, message, link, '.');
  document.body.replaceChildren(element('main', { className: 'refused' }, element('h1', {}, 'Glossator'), text));
}
