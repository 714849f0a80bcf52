// Tells of the workers of the page, and lets a journey hold back what is asked of them.
window.workers = {
  nMade: 0,
  nEnded: 0,
  nAsked: 0,
  // How many questions are let through.
  nAllowed: Infinity,
  held: [],
  // Lets all through.
  release() {
    this.nAllowed = Infinity;
    this.held.splice(0).forEach((ask) => ask());
  },
  // The last one dies, as one does that has no memory left.
  die() { this.last.dispatchEvent(new ErrorEvent('error', { cancelable: true, message: 'unreachable' })); },
};
window.Worker = class extends Worker {
  constructor(...values) {
    super(...values);
    workers.nMade += 1;
    workers.last = this;
  }
  postMessage(...values) {
    const ask = () => super.postMessage(...values);
    workers.nAsked += 1;
    if (workers.nAllowed-- > 0) ask();
    else workers.held.push(ask);
  }
  terminate() {
    workers.nEnded += 1;
    super.terminate();
  }
};
