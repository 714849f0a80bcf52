// Runs before the scripts of a page that is measured, as `bench`; each function ends when what it did has been drawn.
(() => {
  // The page itself, or what the bare one has of its own.
  const page = () => window.floor ?? app;
  let last;
  addEventListener('glossator:change', (event) => { last = event.detail.added[0]; });
  const app = {
    open: (text) => glossator.open({ name: 'bench.txt', text }),
    load: (mentions) => glossator.addMentions(mentions),
    remove: () => glossator.removeMentions([last]),
    rest: () => glossator.saved(),
    shown() {
      const marks = document.querySelectorAll('#article [data-mention]');
      return new Set([...marks].flatMap((it) => it.dataset.mention.split(' '))).size;
    },
  };

  const frame = () => new Promise(requestAnimationFrame);
  const until = async (isSo) => { while (!isSo()) await frame(); };

  // A frame is drawn after what asks for it has run, so it is there when the next one is asked for.
  const drawn = () => frame().then(frame);

  // Waits until the number of mentions on the screen has been the same for some frames.
  async function settled() {
    for (let same = 0, before = 0; same < 10;) {
      await frame();
      const now = page().shown();
      same = now > 0 && now === before ? same + 1 : 0;
      before = now;
    }
  }

  // The same numbers at each run (xorshift).
  let seed = 0x2545f491;
  function below(end) {
    seed ^= seed << 13;
    seed ^= seed >>> 17;
    seed ^= seed << 5;
    return (seed >>> 0) % end;
  }

  // Paragraphs of words made of syllables; around the middle some that stand only there, to be marked.
  function write(nCharacters) {
    const syllables = 'ba de fi go lu ma ne pi ro su ta ve wi zo'.split(' ');
    const word = () => Array.from({ length: 1 + below(4) }, () => syllables[below(syllables.length)]).join('');
    const paragraphs = [];
    for (let length = 0; length < nCharacters; length += paragraphs.at(-1).length + 1) {
      paragraphs.push(Array.from({ length: 80 }, word).join(' ') + '.');
    }
    const middle = paragraphs.length >> 1;
    paragraphs[middle] = paragraphs[middle].split(' ').map((it, i) => (i % 20 === 10 ? `Quillon${(i - 10) / 20}` : it)).join(' ');
    return paragraphs.join('\n');
  }

  // Mentions all over a text, each a word; one in ten reaches into the next word of its line.
  function mark(text, n) {
    const words = [...text.matchAll(/\S+/g)];
    return Array.from({ length: n }, (_, i) => {
      const at = Math.floor(i * words.length / n);
      const word = words[at], next = words[at + 1];
      const reaches = i % 10 === 0 && next && text[next.index - 1] === ' ';
      const end = reaches ? next.index + 1 : word.index + word[0].length;
      return { start: word.index, end, label: `L${i % 8}`, word: word[0] };
    }).filter((it) => !it.word.startsWith('Quillon'));
  }

  let text, shown;
  window.bench = {
    async open(nCharacters, nMentions) {
      text = write(nCharacters);
      await until(() => window.floor || window.glossator?.ready);
      await window.glossator?.ready;
      await page().open(text);
      if (nMentions) await bench.load(nMentions);
      else await drawn();
    },
    async load(n) {
      await page().load(mark(text, n).map(({ start, end, label }) => ({ start, end, label })));
      await settled();
    },
    async rest() {
      await page().rest();
      await drawn();
    },
    note() { shown = page().shown(); },
    async changed() {
      await until(() => page().shown() !== shown);
      await drawn();
    },
    async remove() {
      await page().remove();
      await bench.changed();
    },
  };
})();
