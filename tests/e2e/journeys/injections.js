// What an injection would try, as a script of the page: `attempt()` does it all, and some of it sets `pwned`.
function attempt() {
  const add = (name) => document.body.appendChild(document.createElement(name));
  const attempts = {
    markup: () => { add('p').innerHTML = '<b>x</b>'; },
    evaluation: () => window.eval('window.pwned = "evaluation"'),
    handler: () => {
      const it = add('b');
      it.setAttribute('onclick', 'window.pwned = "handler"');
      it.click();
    },
    style: () => {
      const it = add('b');
      it.setAttribute('style', 'position: fixed');
      if (getComputedStyle(it).position === 'fixed') window.pwned = 'style';
    },
    script: () => {
      const it = document.createElement('script');
      it.text = 'window.pwned = "script"';
      document.body.append(it);
    },
    request: () => fetch('http://127.0.0.1:9/').then(() => { window.pwned = 'request'; }, () => {}),
    image: () => { add('img').src = 'http://127.0.0.1:9/x.png'; },
  };
  for (const it of Object.values(attempts)) {
    try { it(); } catch { /* as it should be */ }
  }
}
