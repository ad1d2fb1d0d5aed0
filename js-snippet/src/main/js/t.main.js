/**
 * @fileoverview The tracker. It asks nothing, stores nothing and sends nothing before consent. How
 * pages use it is described in docs/snippet.md.
 */
import { consent, setRefused } from './consent.js';
import { engaged, forget, look } from './engage.js';
import { called, hasMoved, page, setHashes } from './events.js';
import { guarded, on } from './guard.js';
import { aim, drop, flush, recall } from './queue.js';

const script = /** @type {!HTMLScriptElement} */ (document.currentScript);

/** @type {?TrustedTypePolicy} where pages require one: they let it through by its name, "piste" */
let policy;

/** Whether something was allowed on this page. */
let granted = false;

/**
 * Loads another script from where this one came from, with the same attributes.
 *
 * @param {string} name
 */
const load = (name) => {
  const other = /** @type {!HTMLScriptElement} */ (document.createElement('script'));
  const address = new URL(name, script.src).href;
  policy ||= window.trustedTypes?.createPolicy('piste', { createScriptURL: (a) => a });
  other.src = policy?.createScriptURL(address) || address;
  // One policy can be made of a name: what the other script loads goes by it too.
  other['policy'] = policy;
  other.nonce = script.nonce;
  Object.assign(other.dataset, script.dataset);
  document.head.append(other);
};

/** Does what follows from the choice that holds, made now or earlier. */
const hear = () => {
  const choice = consent();
  if (choice?.granted[0]) {
    if (!granted) {
      granted = true;
      forget();
      recall();
      if ('auto' in script.dataset) {
        load('auto.js');
      }
    }
    flush();
  } else if (choice) {
    forget();
    drop();
  }
};

/** Hears the visitor's choice. */
const heard = (event) => {
  setRefused(!(/** @type {!PisteChoice} */ (event.detail).granted[0]));
  hear();
};

/** Another page begins where one was before. */
const view = () => {
  engaged();
  forget();
  page();
};

/** Later: the page sets its title after its address. */
const moved = () =>
  setTimeout(
    guarded(() => {
      if (hasMoved()) {
        view();
      }
    }),
  );

/** Hears what ends, moves and restores the page, and whether somebody looks at it. */
const happened = ({ type, persisted }) => {
  look();
  if (type == 'pagehide' || document.visibilityState == 'hidden') {
    engaged();
    flush(true);
  } else if (type == 'popstate') {
    moved();
  } else if (type == 'online') {
    flush();
  } else if (persisted) {
    // Back from the browser's cache of pages: another view, and perhaps another choice.
    setRefused(false);
    view();
  }
};

/** Listens to the page. */
const listen = () => {
  for (const name of [
    'visibilitychange',
    'pagehide',
    'pageshow',
    'focus',
    'blur',
    'scroll',
    'online',
    'popstate',
  ]) {
    on(window, name, happened);
  }
  for (const name of ['pushState', 'replaceState']) {
    const original = history[name];
    history[name] = function () {
      const result = original.apply(this, arguments);
      moved();
      return result;
    };
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
  setHashes('hash' in script.dataset);
  on(document, 'piste:consent', heard);
  listen();
  look();
  page();
  const early = /** @type {(!Array<!IArrayLike<*>>|undefined)} */ (stub && stub.q);
  if (early) {
    early.forEach(push);
  }
  hear();
  if (script.dataset['consent'] != 'off') {
    load('c.js');
  }
});

const known = window.piste && window.piste.q;

// Once: what is there already is a list of calls that wait, or another copy of this script.
if (!known || Array.isArray(known)) {
  if (document['prerendering']) {
    document.addEventListener('prerenderingchange', start, { once: true });
  } else {
    start();
  }
}
