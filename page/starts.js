// Counts starts that failed, so that a page that dies whenever it opens stops doing so.

// How many failed starts within how many milliseconds lead to the safe mode.
const MAX_FAILED = 2;
const WINDOW = 60_000;
// A start that ended before anyone could tell counts as failed if it took so long, in milliseconds: who reloads at
// once was only impatient.
const MIN_PENDING = 2_000;
// When starts failed, as a list of times in local storage: the next tab is to know.
const FAILED = 'glossator:starts';
// When the start began that is not over yet, in the storage of this tab: others may be starting just now.
const PENDING = 'glossator:start';
// Set for one start by whoever asked for it.
const CAREFUL = 'glossator:careful';

// Reads a value of a storage; null where it is none, or where there is no storage.
function readValue(name, key) {
  try {
    return JSON.parse(window[name].getItem(key));
  } catch {
    return null;
  }
}

// Writes a value to a storage; null removes it.
function writeValue(name, key, value) {
  try {
    if (value === null) window[name].removeItem(key);
    else window[name].setItem(key, JSON.stringify(value));
  } catch {
    // Without storage nothing is counted.
  }
}

// The times of the starts that failed lately.
function failedStarts() {
  const times = readValue('localStorage', FAILED);
  const isLate = (time) => typeof time === 'number' && Math.abs(Date.now() - time) < WINDOW;
  return Array.isArray(times) ? times.filter(isLate) : [];
}

function noteFailedStart(time) {
  writeValue('localStorage', FAILED, [...failedStarts(), time].slice(-MAX_FAILED));
}

// Whether the page is not to start: it has failed to too often.
function isSafeMode() {
  const pending = readValue('sessionStorage', PENDING);
  writeValue('sessionStorage', PENDING, null);
  if (typeof pending === 'number' && Date.now() - pending > MIN_PENDING) noteFailedStart(pending);
  return failedStarts().length >= MAX_FAILED;
}

function noteStart() {
  writeValue('sessionStorage', PENDING, Date.now());
}

// The start was good.
function noteStarted() {
  writeValue('sessionStorage', PENDING, null);
  if (failedStarts().length > 0) writeValue('localStorage', FAILED, null);
}

// The program died before the page answered.
function noteFailure() {
  writeValue('sessionStorage', PENDING, null);
  noteFailedStart(Date.now());
}

// Forgets the failed starts and opens the page anew, perhaps without showing a document.
function tryAgain(isCareful) {
  writeValue('localStorage', FAILED, null);
  writeValue('sessionStorage', CAREFUL, isCareful ? true : null);
  location.reload();
}

function isCareful() {
  const isCareful = readValue('sessionStorage', CAREFUL) === true;
  writeValue('sessionStorage', CAREFUL, null);
  return isCareful;
}
