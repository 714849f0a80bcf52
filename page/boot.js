// Starts the program, and stands between it and the page until it dies.

// How long a start may take before the page says that it hangs, in milliseconds.
const PATIENCE = 20_000;

// What the program is told and tells; its side is src/browser/life.rs.
const life = Object.freeze({
  // Everything so far would survive the death of the browser.
  saved() { savedAt = new Date(); },
  // The page answers.
  started() {
    hasStarted = true;
    if (window.glossator !== early) Object.setPrototypeOf(early, window.glossator);
    answer();
    clearTimeout(hanging);
    closeDialog();
    noteStarted();
  },
  // The program is about to die, and this is why. A published program dies without a word.
  panicked(message) { lastWords = message; },
  // Whether no document is to be shown until a person chooses one.
  isCareful: isCareful(),
  // Another instance of it, in a thread of its own.
  startWorker,
  // A file of an archive, unpacked.
  inflate,
  // Thousands of values as few.
  columns,
});

// What scripts find that come before the program: they wait for its `ready`, and then it has all that the program has.
let answer;
const early = { ready: new Promise((done) => { answer = done; }) };

let savedAt = null;
let lastWords = null;
let hasStarted = false;
let hanging = 0;
// Why the program is dead; null while it lives.
let death = null;
let isTold = false;

// Takes note that the program is dead. Little of the stack may be left, even too little for this: then it is told by
// whoever hears of the error next.
function die(error) {
  death ??= error ?? 'unknown';
  if (!isTold) queueMicrotask(tellDeath);
}

function tellDeath() {
  if (isTold) return;
  isTold = true;
  clearTimeout(hanging);
  if (!hasStarted) noteFailure();
  showDeath(hasStarted ? 'The editor stopped' : 'The editor did not start', [
    whatIsSaved(), 'Reload to go on from there. If it stops again, download your work and copy the report.',
  ], death);
}

function whatIsSaved() {
  return savedAt === null
    ? 'What was saved before is still saved.'
    : `Everything up to ${savedAt.toTimeString().slice(0, 8)} is saved.`;
}

// Whether an error is one after which the program's memory is not to be trusted: it was aborted, left its memory, or
// used up the stack. Browsers have no common name for the last one.
function isDeadly(error) {
  return error instanceof WebAssembly.RuntimeError
    || (/RangeError|InternalError/.test(error?.name) && /call stack|recursion/.test(error.message));
}

// Whatever is dropped, and whether or not the program is there to take it: the browser must not leave the page for it.
for (const type of ['dragover', 'drop']) addEventListener(type, (event) => event.preventDefault());

addEventListener('error', ({ error }) => { if (death !== null || isDeadly(error)) die(error); });
addEventListener('unhandledrejection', ({ reason }) => { if (death !== null || isDeadly(reason)) die(reason); });

// Returns the exports of the program with a guard before each function: whoever calls it when it dies, the page
// learns of it, and nothing reaches it afterwards.
function guarded(exports) {
  const guard = (call) => (...values) => {
    if (death !== null) throw new Error('the editor has stopped; reload the page');
    try {
      return call(...values);
    } catch (error) {
      // A listener that outlives what it belongs to is refused before anything was touched.
      if (!/closure invoked/.test(error?.message)) die(error);
      throw error;
    }
  };
  const pairs = Object.entries(exports);
  return Object.fromEntries(pairs.map(([name, it]) => [name, typeof it === 'function' ? guard(it) : it]));
}

// Fetches a file of WebAssembly that is what the page says it is, and compiles it.
async function compile({ href, dataset: { integrity } }) {
  const response = await fetch(href, { integrity });
  if (!response.ok) throw new Error(`${href}: ${response.status}`);
  // Some hosts do not know the type.
  return response.headers.get('Content-Type') === 'application/wasm'
    ? WebAssembly.compileStreaming(response)
    : WebAssembly.compile(await response.arrayBuffer());
}

// Waits for a script of the page, which the browser has checked against its integrity.
function loaded(script) {
  return new Promise((done, fail) => {
    script.addEventListener('load', done);
    script.addEventListener('error', () => fail(new Error(`${script.src} did not load`)));
  });
}

async function start() {
  const glue = document.querySelector('script[type=module]');
  const binary = document.querySelector('link[as=fetch]');
  let init, module;
  try {
    [module] = await Promise.all([compile(binary), loaded(glue)]);
    // It is there already; a script that was refused never gets here.
    ({ default: init } = await import(glue.src));
  } catch (error) {
    showDeath('The editor could not be loaded', [
      'Its files did not come, or are not those that belong to this page. Check the connection and reload. If that '
        + 'does not help, whoever hosts the page has to put all of its files there anew.',
      whatIsSaved(),
    ], error);
    return;
  }
  // The glue takes the exports of what it instantiates: only here can a guard come between.
  const { instantiate } = WebAssembly;
  WebAssembly.instantiate = async (module, imports) => {
    const { exports } = await instantiate(module, imports);
    return { module, instance: { exports: guarded(exports) } };
  };
  compiled = module;
  try {
    await init({ module_or_path: module });
  } catch (error) {
    die(error);
  } finally {
    WebAssembly.instantiate = instantiate;
  }
}

Object.defineProperty(window, 'glossatorLife', { value: life });
if (window.top !== window.self) {
  // Who shows the page within another one could lay something over it, and have a person click what they do not see.
  refuseFrame();
} else if (isSafeMode()) {
  showSafeMode();
} else {
  noteStart();
  window.glossator = early;
  hanging = setTimeout(() => {
    showDeath('The editor has not started yet', [
      'It may still come. If the connection is good, reload.', whatIsSaved(),
    ], `no start within ${PATIENCE / 1000} s`);
  }, PATIENCE);
  start();
}
