// Texts that would do something if a page took them for more than texts; each sets `pwned` where it runs.
window.hostile = (() => {
  const run = 'window.pwned=1';
  const elements = ['img src=x onerror', 'svg onload', 'body onload', 'video src=x onerror', 'audio src=x onerror',
    'input autofocus onfocus', 'details open ontoggle', 'marquee onstart', 'iframe onload', 'object data=x onerror',
    'embed src=x onload', 'select autofocus onfocus', 'textarea autofocus onfocus', 'style onload', 'link rel=stylesheet href=x onerror',
    'b onmouseover', 'p style=animation-name:x onanimationstart', 'a href=x onclick', 'math onclick', 'form onsubmit'];
  const wrappers = [(it) => it, (it) => `">${it}`, (it) => `'>${it}`, (it) => `</title></textarea></style></script>${it}`];
  const links = ['javascript:', 'JaVaScRiPt:', ' javascript:', 'java\tscript:', 'java\nscript:', '\u0001javascript:', 'vbscript:', 'data:text/html,'];
  return [
    ...elements.flatMap((it) => wrappers.map((wrap) => wrap(`<${it}=${run}>`))),
    `<script>${run}</script>`, `"><script>${run}</script>`, `</script><script>${run}</script>`, `<scr<script>ipt>${run}</script>`,
    `<script src=data:text/javascript,${run}></script>`, `<iframe srcdoc="<script>parent.${run}</script>"></iframe>`,
    `<svg><script>${run}</script></svg>`, `<math><mi//xlink:href="javascript:${run}">`, `<base href="//evil.invalid/">`,
    `<meta http-equiv=refresh content="0;url=javascript:${run}">`, `<template><img src=x onerror=${run}></template>`,
    `<noscript><p title="</noscript><img src=x onerror=${run}>">`, `<!--><img src=x onerror=${run}>-->`, `<![CDATA[<img src=x onerror=${run}>]]>`,
    ...links.map((it) => `${it}${run}`), ...links.map((it) => `<a href="${it}${run}">x</a>`),
    '{{constructor.constructor("window.pwned=1")()}}', '${window.pwned=1}', '#{window.pwned=1}', '<%= window.pwned=1 %>',
    'red;background:url(//evil.invalid/x)', 'red}*{background:url(//evil.invalid/x)}', 'expression(window.pwned=1)',
    '#fff;}@import url(//evil.invalid/x);{', 'url(javascript:window.pwned=1)', '\\0022;background:url(//evil.invalid)', 'var(--x,url(//evil.invalid/x))',
    '__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty', 'document', 'glossator', 'glossatorLife', 'article', 'body',
    '\u202e<img src=x onerror=window.pwned=1>', '\u0000<img src=x onerror=window.pwned=1>', '\ufeff<script>window.pwned=1</script>',
    '＜script＞window.pwned=1＜/script＞', '&lt;img src=x onerror=window.pwned=1&gt;', '&#60;script&#62;window.pwned=1&#60;/script&#62;',
    '%3Cscript%3Ewindow.pwned=1%3C/script%3E', '\\u003cscript\\u003ewindow.pwned=1', "';window.pwned=1;//", '");window.pwned=1;//', '`;window.pwned=1;//',
  ];
})();

// Brings texts into every place of the page that shows one.
async function bringIn(texts) {
  const project = (documents, labels) => JSON.stringify({
    format: 'glossator-project', version: 1, offset_unit: 'code point', labels, documents,
  });
  const labels = texts.map((name) => ({ name, color: name, key: name }));
  labels.push(...texts.map((it, idx) => ({ name: `${idx} ${it}`.slice(0, 200), color: `#12345${idx % 10}${it}`, key: it.slice(0, 1) })));
  // One document for each text as a name, and one with all of them as its text, each a mention of the label of that name.
  const all = `${texts.join('\n')}\n`;
  let at = 0;
  const mentions = texts.map((text, idx) => {
    const [start, length] = [at, [...text].length];
    at += length + 1;
    return { id: text, start, end: start + length, label: text, quote: text, note: text };
  });
  const documents = texts.map((text) => ({ id: text, name: text, text, mentions: [] }));
  documents.push({ id: 'all', name: 'all of them', text: all, mentions });
  await glossator.importFiles([{ name: 'hostile.json', text: project(documents, labels) }]);
  for (const text of texts.slice(0, 20)) {
    await glossator.open({ name: text, text: `${text} as it is` });
    await glossator.addMentions([{ start: 0, end: 1, label: `${text}!` }]);
  }
  // Refused files are told by their names.
  for (const name of texts.slice(0, 20)) await glossator.importFiles([{ name: `${name}.json`, text: `{"${name}` }]);
  // And the one with all of them is on the screen in the end.
  const { id } = glossator.documents().find((it) => it.name === 'all of them');
  await glossator.show(id);
}

// The kinds of elements and attributes that the page is made of.
function kinds() {
  const kinds = new Set();
  for (const it of document.querySelectorAll('*')) {
    for (const { name } of it.attributes) kinds.add(`${it.localName}[${name}]`);
    kinds.add(it.localName);
  }
  return [...kinds];
}
