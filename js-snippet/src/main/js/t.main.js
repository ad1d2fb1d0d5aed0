/**
 * @fileoverview The tracker. It asks nothing, stores nothing and sends nothing before consent. How
 * pages use it is described in docs/snippet.md.
 */
import { setRefused } from './consent.js';
import { called, moved, page } from './events.js';
import { guarded } from './guard.js';
import { aim, drop, flush } from './queue.js';

const script = /** @type {?HTMLScriptElement} */ (
  document.currentScript || document.querySelector('script[data-site]')
);

/** Loads the banner from where this script came from. */
const loadBanner = () => {
  const banner = /** @type {!HTMLScriptElement} */ (document.createElement('script'));
  const address = new URL('c.js', script.src).href;
  // A page that requires Trusted Types lets the policy "piste" through by its own header.
  banner.src = window.trustedTypes
    ? window.trustedTypes.createPolicy('piste', { createScriptURL: (a) => a }).createScriptURL(address)
    : address;
  banner.nonce = script.nonce;
  banner.dataset['site'] = script.dataset['site'];
  document.head.append(banner);
};

/** Listens to what ends, moves and restores the page. */
const listen = () => {
  const ending = guarded(() => flush(true));
  document.addEventListener(
    'visibilitychange',
    () => document.visibilityState == 'hidden' && ending(),
  );
  window.addEventListener('pagehide', ending);
  window.addEventListener(
    'pageshow',
    guarded((shown) => {
      // Back from the browser's cache of pages: another view, and perhaps another choice.
      if (shown.persisted) {
        setRefused(false);
        page();
      }
    }),
  );
  window.addEventListener('popstate', guarded(moved));
  for (const name of ['pushState', 'replaceState']) {
    const original = history[name];
    history[name] = function () {
      const result = original.apply(this, arguments);
      // Later: the page sets its title after its address.
      setTimeout(guarded(moved));
      return result;
    };
  }
};

/** Hears the visitor's choice. */
const heard = (event) => {
  const choice = /** @type {!PisteChoice} */ (event.detail);
  const no = !choice.granted.length;
  setRefused(no);
  if (no) {
    drop();
  } else {
    flush();
  }
};

const start = guarded(() => {
  const stub = window.piste;
  const push = guarded(called);
  const piste = /** @type {!PisteCalls} */ (
    /** @type {?} */ (
      function () {
        push(arguments);
      }
    )
  );
  // A copy of the stub that the page took earlier goes on working.
  piste.q = { push };
  window.piste = piste;
  aim(new URL('v1/e', script.src).href, script.dataset['site']);
  document.addEventListener('piste:consent', guarded(heard));
  listen();
  page();
  const early = /** @type {(!Array<!IArrayLike<*>>|undefined)} */ (stub && stub.q);
  if (early) {
    early.forEach(push);
  }
  if (script.dataset['consent'] != 'off') {
    loadBanner();
  }
});

if (script && !(window.piste && window.piste.q && !Array.isArray(window.piste.q))) {
  if (document['prerendering']) {
    document.addEventListener('prerenderingchange', start, { once: true });
  } else {
    start();
  }
}
