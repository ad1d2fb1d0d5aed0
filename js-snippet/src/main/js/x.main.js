/**
 * @fileoverview Anonymous statistics, for sites that switched them on: views of pages, without an
 * identifier. Nothing is stored but the wish not to be counted, on the person's own word. How pages
 * use it, and what the owner owes to visitors, is described in docs/exempt-mode.md.
 */
const script = /** @type {!HTMLScriptElement} */ (document.currentScript);
const address = new URL('v1/a', script.src).href;

/** The last path that was counted. */
let last = '';

/** @return {boolean} whether the person does not want to be counted on this site */
const out = () => {
  try {
    return /(^|; )piste_out=1/.test(document.cookie);
  } catch (e) {
    // A page that may keep nothing cannot keep a wish: it is not counted.
    return true;
  }
};

/**
 * Without credentials nothing that is stored travels along.
 *
 * @param {!Object} said
 * @param {string} credentials
 * @return {!Promise<?>}
 */
const send = (said, credentials) =>
  fetch(address, {
    method: 'POST',
    credentials,
    keepalive: true,
    body: JSON.stringify({ 's': script.dataset['site'], ...said }),
  });

/** Counts the page as it is now, once. */
const count = () => {
  const path = location.pathname;
  if (path != last && !out() && !navigator['globalPrivacyControl'] && navigator['doNotTrack'] != 1) {
    const said = { 'p': path };
    if (!last) {
      said['r'] = document.referrer.split('/')[2];
      said['q'] = new URLSearchParams(location.search).get('utm_source');
    }
    last = path;
    send(said, 'omit').catch(out);
  }
};

/** Buttons of the page with data-piste-out say whether they are pressed. */
const show = () =>
  document
    .querySelectorAll('[data-piste-out]')
    .forEach((button) => button.setAttribute('aria-pressed', '' + out()));

document.addEventListener('click', (pressed) => {
  const target = /** @type {!Element} */ (pressed.target);
  if (target.closest('[data-piste-out]')) {
    const wish = !out();
    send({ 'out': wish }, 'include')
      .then((answer) => answer.json())
      .then((answer) => {
        // Where cookies of the server do not arrive, the page keeps the wish.
        if (out() != wish) {
          document.cookie = answer['cookie'];
        }
        show();
      })
      .catch(out);
  }
});

/** Applications of a single page move without loading one. */
const follow = () => {
  for (const name of ['pushState', 'replaceState']) {
    const original = history[name];
    history[name] = function () {
      const result = original.apply(this, arguments);
      count();
      return result;
    };
  }
};

follow();
window.addEventListener('popstate', count);
window.addEventListener('pageshow', (shown) => {
  if (/** @type {!PageTransitionEvent} */ (shown).persisted) {
    last = '';
    count();
  }
});
document.addEventListener('DOMContentLoaded', show);
show();
if (document['prerendering']) {
  document.addEventListener('prerenderingchange', count, { once: true });
} else {
  count();
}
