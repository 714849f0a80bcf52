// Reads what the browser keeps of the work, without the program, and makes a file of it that the program opens.

const PREFIX = 'glossator:';
const DOCUMENT = 'document:';
const STEP = 'step:';
// How long the database may take to answer, in milliseconds.
const MAX_WAIT = 3_000;

// Returns the entries of local storage and of the journal, each as it stands, by their keys.
async function readStores() {
  const local = new Map();
  try {
    for (let idx = 0; idx < localStorage.length; idx++) {
      const key = localStorage.key(idx);
      if (key.startsWith(PREFIX)) local.set(key.slice(PREFIX.length), localStorage.getItem(key));
    }
  } catch {
    // Blocked: then there is nothing in it.
  }
  const tooLate = new Promise((done) => setTimeout(() => done(null), MAX_WAIT));
  const journal = await Promise.race([withDatabase('readonly', readEntries), tooLate]).catch(() => null);
  return { local, journal: journal ?? new Map() };
}

// Does something with the entries of the database, within one transaction, and resolves when that is complete.
function withDatabase(mode, work) {
  return new Promise((done, fail) => {
    const request = indexedDB.open('glossator');
    // There is none, and none shall be made: the program makes its own.
    request.onupgradeneeded = () => request.transaction.abort();
    request.onerror = () => fail(request.error);
    request.onsuccess = () => {
      const database = request.result;
      database.onversionchange = () => database.close();
      try {
        const transaction = database.transaction([...database.objectStoreNames], mode, { durability: 'strict' });
        const result = work(transaction);
        transaction.oncomplete = () => { database.close(); done(result); };
        transaction.onabort = () => { database.close(); fail(transaction.error); };
      } catch (error) {
        database.close();
        fail(error);
      }
    };
  });
}

function readEntries(transaction) {
  const entries = new Map();
  transaction.objectStore('entries').openCursor().onsuccess = ({ target: { result: cursor } }) => {
    if (cursor === null) return;
    entries.set(String(cursor.key), String(cursor.value));
    cursor.continue();
  };
  return entries;
}

// Takes an entry of the journal apart: `CRC EPOCH SEQ`, a line end, and the body. Null where it is none.
function opened(sealed) {
  const [head, crc, epoch, seq] = /^([0-9a-f]{8}) (\d+) (\d+)\n/.exec(sealed) ?? [];
  if (head === undefined || checksum(sealed.slice(9)) !== crc) return null;
  return { moment: [Number(epoch), Number(seq)], body: sealed.slice(head.length) };
}

// Returns the CRC-32 of zlib of a text's UTF-8, as eight hexadecimal digits.
function checksum(text) {
  let crc = ~0;
  for (const byte of new TextEncoder().encode(text)) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return (~crc >>> 0).toString(16).padStart(8, '0');
}

// Parses a project file; null where it is none.
function projectOf(json) {
  try {
    const file = JSON.parse(json);
    return file?.format === 'glossator-project' ? file : null;
  } catch {
    return null;
  }
}

// Orders moments: by epoch, then by number.
const isLater = (a, b) => a[0] > b[0] || (a[0] === b[0] && a[1] > b[1]);

// Reads the copies of local storage: of each document the later of the two that are as they were written, since a
// crash may have hit one. What cannot be read goes to `damaged`.
function readCopies(local, damaged) {
  const [best, hit] = [new Map(), new Set()];
  for (const [key, text] of local) {
    const id = /^(?:document|second):(.*)$/s.exec(key)?.[1];
    if (id === undefined && key !== 'project') continue;
    const copy = copyOf(text);
    const name = id === undefined ? key : DOCUMENT + id;
    if (copy === null || copy.seal === 0) {
      damaged.set(key, text);
      hit.add(name);
    }
    const other = best.get(name);
    const isBetter = (it, than) => it.seal > than.seal || (it.seal === than.seal && isLater(it.moment, than.moment));
    if (copy !== null && (other === undefined || isBetter(copy, other))) best.set(name, copy);
  }
  // A document that is too large for a copy has left a stub, and is in the journal.
  const files = new Map([...best].filter(([, it]) => Array.isArray(it.file.documents)).map(([key, it]) => [key, it.file]));
  const copies = readProject(files, best.get('project')?.moment ?? [0, 0]);
  // What is left of a document may be older than the rest.
  const left = [...hit].map((name) => best.get(name)?.moment ?? [0, 0]);
  const oldest = left.reduce((oldest, it) => (isLater(oldest, it) ? it : oldest), copies.moment);
  return { ...copies, oldest };
}

// Takes a copy apart: JSON with its moment, and with a checksum of all before it. Null where it is none.
function copyOf(text) {
  let file;
  try {
    file = JSON.parse(text);
  } catch {
    return null;
  }
  if (!['glossator-project', 'glossator-stub'].includes(file?.format)) return null;
  const [, body, crc] = /^(.*),"crc32":"([0-9a-f]{8})"\}\s*$/s.exec(text) ?? [];
  // Changed, without a checksum, as it was written.
  const seal = crc === undefined ? 1 : 2 * (checksum(body) === crc);
  return { file, seal, moment: [Number(file.storage?.epoch) || 0, Number(file.storage?.seq) || 0] };
}

// Tells the entry of the project from those of its documents.
function readProject(files, moment) {
  const head = files.get('project');
  files.delete('project');
  const { order } = head?.storage ?? {};
  return { head, files, moment, order: Array.isArray(order) ? order.map((id) => DOCUMENT + id) : [] };
}

// Makes a project file of the stores, with the raw entries beside the documents where those are not all, and a
// sentence about it. When the program opens such a file it makes it whole: crates/core/src/store/recover.rs.
function rescued({ local, journal }) {
  const [base, whole, damaged] = [new Map(), new Map(), new Map()];
  const steps = [];
  let baseMoment = [0, 0];
  for (const [key, sealed] of journal) {
    const entry = opened(sealed);
    if (entry === null) {
      damaged.set(key, sealed);
      continue;
    }
    whole.set(key, sealed);
    if (key.startsWith(STEP)) {
      steps.push(entry.moment);
    } else {
      base.set(key, entry.body);
      if (isLater(entry.moment, baseMoment)) baseMoment = entry.moment;
    }
  }
  const files = new Map([...base].map(([key, json]) => [key, projectOf(json)]));
  for (const [key, file] of files) {
    if (Array.isArray(file?.documents)) continue;
    if (key.startsWith(DOCUMENT)) damaged.set(key, journal.get(key));
    files.delete(key);
  }
  const inJournal = readProject(files, baseMoment);
  const inCopies = readCopies(local, damaged);
  const isCopyLater = isLater(inCopies.moment, inJournal.moment) || inJournal.files.size === 0;
  const [best, other] = isCopyLater ? [inCopies, inJournal] : [inJournal, inCopies];
  // As of when the oldest of the documents is: one that the copies lack is as the journal began.
  let oldest = best.oldest ?? best.moment;

  const documents = [];
  const labels = new Map();
  const keepLabels = (file) => {
    for (const label of Array.isArray(file?.labels) ? file.labels : []) {
      if (!labels.has(label?.name)) labels.set(label?.name, label);
    }
  };
  keepLabels(best.head);
  for (const key of new Set([...best.order, ...best.files.keys()])) {
    let file = best.files.get(key);
    if (file === undefined) {
      file = other.files.get(key);
      if (isLater(oldest, other.moment)) oldest = other.moment;
    }
    keepLabels(file);
    documents.push(...(file?.documents ?? []));
  }
  const file = {
    format: 'glossator-project',
    version: 1,
    offset_unit: 'code point',
    labels: [...labels.values()],
    documents,
  };
  const count = documents.length === 1 ? '1 document' : `${documents.length} documents`;
  const isBehind = steps.some((it) => isLater(it, oldest));
  if (!isBehind && damaged.size === 0) return { file, note: `${count} downloaded. The file opens in Glossator.` };
  file.recovery = {
    how: 'Open this file in Glossator. It repeats the steps of the journal and takes the documents as they are then; '
      + 'what is damaged is kept here as it was found.',
    journal: isBehind ? Object.fromEntries(whole) : {},
    damaged: Object.fromEntries(damaged),
  };
  return {
    file,
    note: `${count} downloaded, with raw entries beside: what the documents lack is put back when Glossator opens `
      + 'the file.',
  };
}
