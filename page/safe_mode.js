// What a person sees who opens a page that has failed to start again and again: their work, and no program.

async function showSafeMode() {
  const stores = await readStores();
  const { file } = rescued(stores);
  const count = (it) => (Array.isArray(it) ? it.length : 0);
  const documents = file.documents.map((it) => {
    const n = count(it?.mentions);
    return element('li', {}, element('bdi', {}, String(it?.name)), ` · ${n} ${n === 1 ? 'mention' : 'mentions'}`);
  });
  const entries = [
    ...[...stores.journal].map(([key, text]) => [`journal ${key}`, text]),
    ...[...stores.local].map(([key, text]) => [`local storage ${key}`, text]),
  ];
  const rows = entries.map(([name, text]) => element(
    'li', {},
    element('button', { type: 'button', onclick: () => download(`${name.replace(/[^\w.-]+/g, '-')}.txt`, text) }, name),
  ));
  const steps = [...stores.journal.keys()].filter((it) => it.startsWith(STEP)).sort();
  const told = element('p', { 'aria-live': 'polite', className: 'hint' });
  const choices = [
    button('Download', async () => { told.textContent = await downloadWork(); }),
    button('Open without a document', () => tryAgain(true)),
  ];
  if (steps.length > 0) {
    choices.push(button('Open without the last step', async () => {
      try {
        await putAside(steps.at(-1));
        tryAgain(false);
      } catch (error) {
        told.textContent = `The last step cannot be put aside: ${error?.message ?? error}. Download your work.`;
      }
    }));
  }
  choices.push(button('Try again', () => tryAgain(false), 'main'));
  showDialog(
    'Safe mode',
    [
      'The editor did not start twice in a row, so it was not started now. Nothing was changed.',
      'Download your work first. Then try again; if that fails, open without showing a document, or without the last '
        + 'step of the journal, which is kept aside.',
    ],
    element('h3', {}, 'Documents'),
    documents.length > 0 ? element('ul', {}, ...documents) : element('p', { className: 'hint' }, 'None can be read.'),
    element(
      'details', {}, element('summary', {}, `Everything that is kept, as it is (${entries.length})`),
      element('ul', { className: 'entries' }, ...rows),
    ),
    told,
    element('div', { className: 'buttons' }, ...choices),
  );
}

// Moves an entry of the journal to where what cannot be read is kept; whoever wrote the journal before writes no more.
function putAside(key) {
  return withDatabase('readwrite', (transaction) => {
    const entries = transaction.objectStore('entries');
    const meta = transaction.objectStore('meta');
    entries.getAllKeys().onsuccess = ({ target: { result: keys } }) => {
      const numbers = keys.map((it) => Number(/^quarantine:(\d+)$/.exec(it)?.[1] ?? 0));
      const to = `quarantine:${Math.max(0, ...numbers) + 1}`;
      entries.get(key).onsuccess = ({ target: { result: raw } }) => {
        const value = JSON.stringify({ key, reason: 'the editor did not start with it', raw });
        const sealed = `0 0\n${value}`;
        entries.put(`${checksum(sealed)} ${sealed}`, to);
        entries.delete(key);
      };
    };
    meta.get('epoch').onsuccess = ({ target: { result: epoch } }) => meta.put((epoch ?? 0) + 1, 'epoch');
  });
}
