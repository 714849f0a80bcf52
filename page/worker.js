// Makes workers: the program once more, in threads of their own.

// The program as it was compiled for the page; boot.js puts it here.
let compiled = null;
let workerScript = null;

// Returns the address of a worker's script. Browsers do not check what a worker loads, so the page's own script is
// fetched once more with its integrity, and what was checked is given to the worker: a blob, which has the page's
// policy. The name that the script exports its beginning by is found in it.
async function prepareWorkerScript() {
  const { src, integrity } = document.querySelector('script[type=module]');
  const script = await (await fetch(src, { integrity })).text();
  const [, begin] = /([\w$]+) as default/.exec(script);
  const url = URL.createObjectURL(new Blob([script, `
    self.isGlossatorWorker = true;
    onmessage = async ({ data }) => {
      try { await ${begin}({ module_or_path: data }); } catch (error) { reportError(error); }
    };`], { type: 'text/javascript' }));
  // This one policy makes this one address.
  return window.trustedTypes
    ? trustedTypes.createPolicy('glossator', { createScriptURL: () => url }).createScriptURL(url)
    : url;
}

// Starts a worker, and waits until it says that it can be asked.
async function startWorker() {
  workerScript ??= prepareWorkerScript();
  const worker = new Worker(await workerScript, { type: 'module' });
  worker.postMessage(compiled);
  await new Promise((done, fail) => {
    worker.onmessage = done;
    worker.onerror = (event) => { event.preventDefault(); fail(event); };
  });
  return worker;
}
