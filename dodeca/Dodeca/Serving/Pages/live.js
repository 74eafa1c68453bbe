// Follows a page while its site is edited: changes it in place, shows what is wrong, and answers who asks what its template sees.
(() => {
  'use strict';
  const own = document.currentScript;
  const route = own.dataset.route;
  let generation = own.dataset.generation;
  const parent = own.parentNode;
  own.remove();
  parent.normalize();

  let socket;
  let pause = 100;
  let overlay;
  let tools;
  let lastQuestion = 0;
  const questions = new Map();

  function connect() {
    const url = new URL('/_dodeca/live', location.href);
    url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:';
    url.searchParams.set('route', route);
    url.searchParams.set('generation', generation);
    socket = new WebSocket(url);
    socket.onopen = () => { pause = 100; document.documentElement.dispatchEvent(new Event('dodeca:connected')); };
    socket.onmessage = event => receive(JSON.parse(event.data));
    socket.onclose = () => {
      for (const question of questions.values()) question.reject(new Error('the server has gone'));
      questions.clear();
      setTimeout(connect, pause);
      pause = Math.min(pause * 2, 2000);
    };
  }

  function receive(message) {
    switch (message.type) {
      case 'patched':
        try {
          message.patches.forEach(apply);
          generation = message.generation;
          document.documentElement.dispatchEvent(new Event('dodeca:patched'));
        } catch (error) {
          // A script of the page's own has changed it too: only a new one is sure to be right.
          location.reload();
        }
        break;
      case 'reload':
        location.reload();
        break;
      case 'failed':
        showProblem(message.report);
        break;
      case 'mended':
        overlay?.remove();
        overlay = undefined;
        break;
      case 'answer':
        questions.get(message.id)?.resolve(message);
        questions.delete(message.id);
        break;
    }
  }

  function ask(question) {
    return new Promise((resolve, reject) => {
      const id = ++lastQuestion;
      questions.set(id, { resolve, reject });
      socket.send(JSON.stringify({ id, ...question }));
    });
  }

  function nodeAt(path) {
    let node = document.documentElement;
    for (const step of path) {
      node = node.childNodes[step];
      if (!node) throw new Error(`nothing stands at ${path}`);
    }
    return node;
  }

  // Markup is read as part of what it is put into: elements of drawings and formulas are others than those of the same name in text.
  function read(html, place) {
    const template = document.createElement('template');
    const name = { 'http://www.w3.org/2000/svg': 'svg', 'http://www.w3.org/1998/Math/MathML': 'math' }[place.namespaceURI];
    if (!name || place.localName === 'foreignObject') {
      template.innerHTML = html;
      return template.content.firstChild ?? document.createTextNode('');
    }
    template.innerHTML = `<${name}>${html}</${name}>`;
    return template.content.firstChild.firstChild;
  }

  function apply(patch) {
    const node = nodeAt(patch.path);
    switch (patch.kind) {
      case 'replace':
        node.replaceWith(read(patch.html, node.parentNode));
        break;
      case 'insert':
        node.insertBefore(read(patch.html, node), node.childNodes[patch.index] ?? null);
        break;
      case 'remove':
        node.remove();
        break;
      case 'move':
        move(node, patch.index);
        break;
      case 'text':
        if (node.nodeType === Node.ELEMENT_NODE) throw new Error('an element stands where a text should');
        node.data = patch.text;
        break;
      case 'attribute':
        setAttribute(node, patch.name, patch.value);
        break;
    }
  }

  function move(node, index) {
    const place = node.parentNode;
    const others = [...place.childNodes].filter(other => other !== node);
    const before = others[index] ?? null;
    // What has the focus, or plays, goes on where the browser can move it as it is.
    if (place.moveBefore) place.moveBefore(node, before);
    else place.insertBefore(node, before);
  }

  function setAttribute(element, name, value) {
    if (name === 'href' && value !== null && element.localName === 'link' && element.rel === 'stylesheet') {
      swapStylesheet(element, value);
    } else if (value === null) {
      element.removeAttribute(name);
    } else {
      element.setAttribute(name, value);
    }
  }

  // The old stylesheet holds until the new one is there: nothing flickers.
  function swapStylesheet(link, href) {
    const old = link.cloneNode();
    old.dataset.dodecaOld = '';
    document.documentElement.append(old);
    const done = () => {
      old.remove();
      document.documentElement.dispatchEvent(new Event('dodeca:styled'));
    };
    link.addEventListener('load', done, { once: true });
    link.addEventListener('error', done, { once: true });
    link.setAttribute('href', href);
  }

  const style = `
    :host { all: initial; color-scheme: light dark; }
    .panel { position: fixed; z-index: 2147483647; inset: auto 0 0 0; max-height: 60vh; overflow: auto; box-sizing: border-box; padding: 1rem 1.25rem;
      font: 13px/1.5 ui-monospace, SFMono-Regular, Menlo, monospace; color: light-dark(#1f2328, #e6edf3); background: light-dark(#fff, #161b22);
      box-shadow: 0 -2px 24px rgb(0 0 0 / .25); border-top: 3px solid var(--mark); }
    .problem { --mark: #cf222e; } .tools { --mark: #0969da; }
    pre { margin: 0; font: inherit; white-space: pre-wrap; }
    button { float: right; font: inherit; border: 0; background: none; color: inherit; cursor: pointer; }
    input { width: 100%; box-sizing: border-box; font: inherit; padding: .35rem .5rem; margin-bottom: .5rem; color: inherit; background: light-dark(#f6f8fa, #0d1117); border: 1px solid #8884; border-radius: .3rem; }
    output { display: block; margin-bottom: .75rem; white-space: pre-wrap; } output.wrong { color: light-dark(#cf222e, #ff7b72); }
    details { margin-left: 1rem; } summary, .entry { cursor: default; padding: .05rem 0; } .entry { margin-left: 1.85rem; }
    .kind { color: light-dark(#656d76, #8d96a0); } .name { color: light-dark(#0550ae, #79c0ff); }`;

  function panel(kind, close) {
    const host = document.createElement('dodeca-panel');
    host.dataset.kind = kind;
    const root = host.attachShadow({ mode: 'open' });
    root.innerHTML = `<style>${style}</style><div class="panel ${kind}" role="dialog" aria-label="${kind}"><button type="button" aria-label="Close">✕</button></div>`;
    root.querySelector('button').onclick = close;
    document.documentElement.append(host);
    return host;
  }

  function showProblem(report) {
    overlay?.remove();
    overlay = panel('problem', () => { overlay.remove(); overlay = undefined; });
    const text = document.createElement('pre');
    text.textContent = report;
    overlay.shadowRoot.querySelector('.panel').append(text);
  }

  function toggleTools() {
    if (tools) {
      tools.remove();
      tools = undefined;
      return;
    }
    tools = panel('tools', toggleTools);
    const place = tools.shadowRoot.querySelector('.panel');
    const input = document.createElement('input');
    input.placeholder = 'an expression, as in the template: page.title | upper';
    const output = document.createElement('output');
    input.onkeydown = async event => {
      event.stopPropagation();
      if (event.key !== 'Enter') return;
      const answer = await ask({ expression: input.value });
      output.textContent = answer.problem ?? answer.text;
      output.classList.toggle('wrong', answer.problem !== null);
    };
    const scope = document.createElement('div');
    scope.className = 'scope';
    place.append(input, output, scope);
    fill(scope, []);
    input.focus();
  }

  async function fill(place, path) {
    const answer = await ask({ path });
    for (const entry of answer.entries) {
      const line = document.createElement(entry.has_entries ? 'summary' : 'div');
      const name = document.createElement('span');
      name.className = 'name';
      name.textContent = entry.name;
      const kind = document.createElement('span');
      kind.className = 'kind';
      kind.textContent = ` ${entry.kind} `;
      line.append(name, kind, entry.text);
      if (!entry.has_entries) {
        line.className = 'entry';
        place.append(line);
        continue;
      }
      const inside = document.createElement('details');
      inside.append(line);
      inside.addEventListener('toggle', () => fill(inside, [...path, entry.name]), { once: true });
      place.append(inside);
    }
  }

  addEventListener('keydown', event => {
    if (event.ctrlKey && event.shiftKey && event.code === 'KeyD') {
      event.preventDefault();
      toggleTools();
    }
  });

  window.dodeca = {
    getScope: (...path) => ask({ path }).then(answer => answer.entries),
    evalExpression: expression => ask({ expression }).then(answer => {
      if (answer.problem !== null) throw new Error(answer.problem);
      return answer.text;
    }),
    get generation() { return generation; },
  };
  connect();
})();
