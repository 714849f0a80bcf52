// What the harness asks of a page: an object whose functions scripts call as `page.…`.
(() => {
  const article = () => document.querySelector('#article');
  const blocks = () => [...document.querySelectorAll('#article [data-start]')];

  // The text of the article as it is drawn, with the nodes that hold it; blocks are set apart by a line end.
  function drawn() {
    const nodes = [];
    let text = '';
    for (const block of blocks()) {
      const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
      while (walker.nextNode()) {
        nodes.push({ node: walker.currentNode, start: text.length });
        text += walker.currentNode.data;
      }
      text += '\n';
    }
    return { nodes, text };
  }

  // The rectangle of one character, of which any UTF-16 unit is at an offset into the drawn text.
  function rectangle({ nodes, text }, offset) {
    const isTrailing = /[\udc00-\udfff]/.test(text[offset]);
    const first = isTrailing ? offset - 1 : offset;
    const { node, start } = nodes.findLast((it) => it.start <= first);
    const range = document.createRange();
    range.setStart(node, first - start);
    range.setEnd(node, first - start + (text.codePointAt(first) > 0xffff ? 2 : 1));
    const rectangles = [...range.getClientRects()];
    // Where the direction changes, WebKit ends with an empty one.
    return rectangles.findLast((it) => it.width > 0) ?? rectangles.at(-1);
  }

  // Where the nth occurrence of a quote begins in the drawn text.
  function find({ text }, quote, occurrence) {
    let at = -1;
    for (let n = 0; n < occurrence; n++) {
      at = text.indexOf(quote, at + 1);
      if (at < 0) throw new Error(`the article has no occurrence ${n + 1} of ${JSON.stringify(quote)}`);
    }
    return at;
  }

  // What is scrolled to move an element.
  function scrollerOf(element) {
    while (element && !/auto|scroll/.test(getComputedStyle(element).overflowY)) element = element.parentElement;
    return element ?? document.scrollingElement;
  }

  const middle = (rect) => ({ x: rect.left + rect.width / 2, y: rect.top + rect.height / 2 });

  function isShown(element) {
    return element.checkVisibility({ visibilityProperty: true, opacityProperty: true }) && element.getClientRects().length > 0;
  }

  // The name of an element for assistive programs, as far as the page makes use of the rules.
  function nameOf(element) {
    const by = element.getAttribute('aria-labelledby');
    if (by) return by.split(' ').map((id) => document.getElementById(id)?.textContent ?? '').join(' ').trim();
    return (element.getAttribute('aria-label') ?? element.textContent).replace(/\s+/g, ' ').trim();
  }

  const SELECTORS = {
    button: 'button:not([role]), [role=button], summary',
    textbox: 'textarea, input[type=text], input[type=search], input:not([type]), [role=textbox], [role=combobox]',
    dialog: '[role=dialog], dialog[open]',
  };

  // The elements of a role that are shown; what lies behind a modal dialog is out of reach.
  function all(role) {
    const selector = SELECTORS[role] ?? `[role=${role}]`;
    const modal = [...document.querySelectorAll('dialog:modal')].at(-1) ?? document;
    return [...document.querySelectorAll(selector)].filter((it) => isShown(it) && modal.contains(it));
  }

  return {
    article,

    // Waits until so many frames were drawn.
    frames: (n) => new Promise((done) => {
      const next = () => (n-- > 0 ? requestAnimationFrame(next) : setTimeout(() => done(true)));
      next();
    }),

    blocks: () => blocks().map((it) => ({ tag: it.localName, start: Number(it.dataset.start), text: it.textContent })),

    // Scrolls so that a passage stands in the upper half of the window, unless it does.
    scrollTo(quote, occurrence) {
      const text = drawn();
      const { top } = rectangle(text, find(text, quote, occurrence));
      if (top > innerHeight * 0.15 && top < innerHeight * 0.5) return;
      scrollerOf(article()).scrollBy({ top: top - innerHeight * 0.3, behavior: 'instant' });
    },

    // How far the article is scrolled, and the window.
    place: () => [scrollerOf(article()).scrollTop, scrollY],

    // The points just inside the first and the last character of a passage, in the window.
    ends(quote, occurrence) {
      const text = drawn();
      const at = find(text, quote, occurrence);
      const first = rectangle(text, at);
      const last = rectangle(text, at + quote.length - 1);
      return {
        first: { x: first.left + 1, y: middle(first).y },
        last: { x: last.right - 1, y: middle(last).y },
      };
    },

    // Selects a passage, as the handles of a touch screen do.
    select(quote, occurrence) {
      const text = drawn();
      const at = find(text, quote, occurrence);
      const place = (offset) => {
        const { node, start } = text.nodes.findLast((it) => it.start <= offset);
        return [node, offset - start];
      };
      const [node, end] = place(at + quote.length - 1);
      getSelection().setBaseAndExtent(...place(at), node, end + 1);
    },

    // The middle of the character in the middle of a passage.
    middleOf(quote, occurrence) {
      const text = drawn();
      return middle(rectangle(text, find(text, quote, occurrence) + Math.floor(quote.length / 2)));
    },

    // The document that the list marks as the one on the screen.
    document() {
      const id = document.querySelector('[data-document][aria-current=true]').dataset.document;
      return window.glossator.project().documents.find((it) => it.id === id);
    },

    // What can be tapped and is less high than a fingertip, 44 pixels; a box to tick is tapped on its label.
    smallTargets() {
      const modal = [...document.querySelectorAll('dialog:modal')].at(-1) ?? document;
      const targets = 'button, select, summary, textarea, label:has(> [type=checkbox]), [role=option], [role=combobox], .file';
      return [...modal.querySelectorAll(targets)]
        .filter((it) => isShown(it) && it.getBoundingClientRect().height < 43.5)
        .map((it) => `${nameOf(it)}: ${it.getBoundingClientRect().height} pixels high`);
    },

    // Where each character of the article stands, whatever is scrolled.
    characters() {
      const text = drawn();
      const origin = article().getBoundingClientRect();
      return text.text.split('').flatMap((_, offset) => {
        if (text.text[offset] === '\n') return [];
        const { left, top, width, height } = rectangle(text, offset);
        return [[left - origin.left, top - origin.top, width, height]];
      });
    },

    // The names of the elements of a role that are shown.
    names: (role) => all(role).map(nameOf),

    // The texts of the elements that a selector finds and that are shown.
    texts: (selector) => [...document.querySelectorAll(selector)].filter(isShown).map((it) => it.innerText.trim()),

    // Where to click on the element of a role whose name is, or else begins with, the one given.
    pointOf(role, name) {
      const elements = all(role);
      const element = elements.find((it) => nameOf(it) === name) ?? elements.find((it) => nameOf(it).startsWith(name));
      if (!element) throw new Error(`no ${role} is named ${JSON.stringify(name)}; there are ${JSON.stringify(elements.map(nameOf))}`);
      return this.pointOn(element);
    },

    // Where to click on the first element that a selector finds and that is shown.
    pointOfFirst(selector) {
      const element = [...document.querySelectorAll(selector)].find(isShown);
      if (!element) throw new Error(`nothing is shown that is ${selector}`);
      return this.pointOn(element);
    },

    // Where to click on the row of the mention list that has a quote.
    pointOfRow(quote) {
      const rows = [...document.querySelectorAll('.mention-row')];
      const row = rows.find((it) => it.querySelector('b')?.textContent === quote);
      if (!row) throw new Error(`no row has ${JSON.stringify(quote)}; there are ${JSON.stringify(rows.map(nameOf))}`);
      return this.pointOn(row);
    },

    // The middle of an element; fails where something else lies over it.
    pointOn(element) {
      element.scrollIntoView({ block: 'nearest', behavior: 'instant' });
      const point = middle(element.getClientRects()[0]);
      const top = document.elementFromPoint(point.x, point.y);
      if (!element.contains(top) && !top?.contains(element)) {
        throw new Error(`${nameOf(element)} cannot be clicked: ${top?.outerHTML.slice(0, 200)} lies over it`);
      }
      return point;
    },

    // Waits until no transition or animation runs.
    stillness: () => Promise.allSettled(document.getAnimations().map((it) => it.finished)).then(() => true),

    // Drops files, given as names with bytes; tells whether the page said beforehand that it takes them.
    drop(files) {
      const data = new DataTransfer();
      for (const [name, bytes] of files) data.items.add(new File([new Uint8Array(bytes)], name));
      const tell = (type) => {
        const event = new DragEvent(type, { bubbles: true, cancelable: true, dataTransfer: data });
        article().dispatchEvent(event);
        return event.defaultPrevented;
      };
      tell('dragenter');
      const isWelcome = tell('dragover');
      tell('drop');
      return isWelcome;
    },

    // Whether the first element of a selector is what a click in its middle would reach.
    isOnTop(selector) {
      const element = [...document.querySelectorAll(selector)].find(isShown);
      if (!element) return false;
      const { x, y } = middle(element.getBoundingClientRect());
      return element.contains(document.elementFromPoint(x, y));
    },

    // Whether the article's text is brighter than what is behind it.
    isDark() {
      const brightness = (color) => {
        const canvas = document.createElement('canvas').getContext('2d');
        canvas.fillStyle = color;
        canvas.fillRect(0, 0, 1, 1);
        const [red, green, blue] = canvas.getImageData(0, 0, 1, 1).data;
        return red + green + blue;
      };
      const backgrounds = [];
      for (let it = article(); it; it = it.parentElement) backgrounds.push(getComputedStyle(it).backgroundColor);
      const background = backgrounds.find((it) => it !== 'rgba(0, 0, 0, 0)' && it !== 'transparent') ?? 'white';
      return brightness(getComputedStyle(article()).color) > brightness(background);
    },

    // What is wrong with how the page is laid out, as sentences.
    layoutFaults() {
      const faults = [];
      const width = document.scrollingElement.scrollWidth;
      if (width > innerWidth) faults.push(`the page is ${width} wide in a window of ${innerWidth}`);
      const controls = [...document.querySelectorAll('button, a[href], input, textarea, [role=tab]')].filter(isShown);
      const boxes = controls.map((it) => ({ it, rect: it.getBoundingClientRect() })).filter(({ rect }) => rect.width > 2 && rect.height > 2);
      for (const { it, rect } of boxes) {
        if (rect.left < -0.5 || rect.right > innerWidth + 0.5) faults.push(`“${nameOf(it)}” reaches out of the window`);
        if (it.scrollWidth > it.clientWidth + 1 && getComputedStyle(it).textOverflow !== 'ellipsis' && getComputedStyle(it).overflowX !== 'visible') {
          faults.push(`“${nameOf(it)}” is cut off`);
        }
      }
      // What stands at a point is what a click there reaches: two controls at one point overlap.
      for (const { it, rect } of boxes) {
        const point = middle(rect);
        if (point.y < 0 || point.y > innerHeight || point.x < 0 || point.x > innerWidth) continue;
        for (const other of boxes) {
          const holds = other.it !== it && !other.it.contains(it) && !it.contains(other.it);
          const { left, right, top, bottom } = other.rect;
          if (holds && left < point.x && point.x < right && top < point.y && point.y < bottom) {
            const reached = document.elementFromPoint(point.x, point.y);
            if (it.contains(reached) || other.it.contains(reached)) faults.push(`“${nameOf(it)}” and “${nameOf(other.it)}” overlap`);
          }
        }
      }
      return faults;
    },
  };
})()
