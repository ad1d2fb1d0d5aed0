/**
 * The builder of segments: without this script each button sends the form and brings a new page;
 * with it the rule alone is drawn anew, and who meets it is counted shortly after each change.
 */
function buildSegments() {
  const form = document.querySelector('[data-cond-editor]');
  const rule = document.getElementById('rule');
  if (!form || !rule) {
    return;
  }
  const tell = teller(document.querySelector('[data-cond-status]'));
  const counter = counting(form, tell);
  const act = async (button) => {
    rule.innerHTML = await askRule(form.dataset.condEditor, new FormData(form, button));
    tell(rule.querySelector('[data-cond-told]').textContent);
    const next = rule.querySelector('[autofocus]');
    if (next) {
      next.focus();
    }
    counter.soon();
  };

  form.addEventListener('click', (event) => {
    const button = event.target.closest('[data-cond-do]');
    if (button) {
      event.preventDefault();
      act(button).catch(() => form.requestSubmit(button));
    }
  });
  rule.addEventListener('input', counter.soon);
  moveByKeys(rule);
  addAtOnce(rule);
  form.querySelector('[data-cond-keys]').hidden = false;
  counter.now();
}

/** What the server draws for the fields of the form as they are. */
async function askRule(path, fields) {
  const answer = await fetch(path, {
    method: 'POST',
    body: new URLSearchParams(fields),
    headers: { 'HX-Request': 'true' },
  });
  if (answer.status === 401) {
    location.reload();
  }
  if (!answer.ok) {
    throw new Error(String(answer.status));
  }
  return answer.text();
}

/** Says things aloud: what comes before the last was read is said with it. */
function teller(status) {
  const told = [];
  return (text) => {
    if (text) {
      told.push(text);
      status.textContent = told.splice(0).join(' ');
    }
  };
}

/** Who meets the rule on the page: counted now, or soon after the last change. */
function counting(form, tell) {
  const pane = form.querySelector('[data-found-pane]');
  const found = document.getElementById('found');
  let timer = 0;
  let turn = 0;
  const now = async () => {
    const mine = ++turn;
    pane.dataset.counting = '';
    try {
      const html = await askRule(form.dataset.condFound, new FormData(form));
      if (mine === turn) {
        found.innerHTML = html;
        tell(found.querySelector('[data-found-told]').textContent);
      }
    } catch (e) {
      if (mine === turn) {
        found.querySelector('.found-figure p:last-child').textContent = found.dataset.away;
      }
    }
    if (mine === turn) {
      delete pane.dataset.counting;
    }
  };
  const soon = () => {
    clearTimeout(timer);
    turn++;
    pane.dataset.counting = '';
    timer = setTimeout(now, 350);
  };
  return { now, soon };
}

/** Alt with the arrow keys moves the condition or group that has the focus. */
function moveByKeys(rule) {
  rule.addEventListener('keydown', (event) => {
    const way = { ArrowUp: 'up', ArrowDown: 'down' }[event.key];
    if (!event.altKey || !way) {
      return;
    }
    const part = event.target.closest('[data-cond-part]');
    const button = part && rule.querySelector(`[value="${way}:${part.dataset.condPart}"]`);
    if (button) {
      event.preventDefault();
      button.click();
    }
  });
}

/** What is chosen with the pointer, or confirmed by Enter, is added without another click. */
function addAtOnce(rule) {
  let pointed = null;
  const add = (select) => document.getElementById(select.dataset.condAdd).click();
  rule.addEventListener('pointerdown', (event) => {
    pointed = event.target.closest('[data-cond-add]');
  });
  rule.addEventListener('keydown', (event) => {
    pointed = null;
    if (event.key === 'Enter' && event.target.matches('[data-cond-add]') && event.target.value) {
      event.preventDefault();
      add(event.target);
    }
  });
  rule.addEventListener('change', (event) => {
    if (event.target === pointed && pointed.value) {
      add(pointed);
    }
  });
}

buildSegments();
