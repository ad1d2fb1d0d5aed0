/**
 * @fileoverview The consent banner. It asks once, remembers through the server, and leaves a
 * control on the page to come back to. Without a configuration there is no banner and no consent.
 */
import { Consent } from './consent.js';
import { CHOICE, cookie } from './cookies.js';
import { closeAll, decide, tell } from './decide.js';
import { load } from './load.js';
import { optionsOf } from './options.js';
import { Panel } from './panel.js';

const script = /** @type {!HTMLScriptElement} */ (document.currentScript);

/** @return {!Promise<void>} when the page has a body */
const ready = () =>
  new Promise((resolve) => {
    if (document.body) {
      resolve();
    } else {
      document.addEventListener('DOMContentLoaded', () => resolve());
    }
  });

/** Where the question is fetched, and the answer posted to. */
let address = '';

/**
 * @param {string} site
 * @param {boolean} anew whether what the browser's cache has is out of date
 * @return {!Promise<!PisteConfiguration>}
 */
const configuration = async (site, anew) => {
  const url = new URL(address);
  url.searchParams.set('s', site);
  url.searchParams.set('l', document.documentElement.lang);
  if (cookie(CHOICE)) {
    // Said after a choice only: the question is not shown, and not counted as shown.
    url.searchParams.set('h', '1');
  }
  // Without cookies: nothing that is stored travels before the visitor chose.
  const answer = await fetch(url, { credentials: 'omit', cache: anew ? 'reload' : 'default' });
  if (!answer.ok) {
    throw answer.status;
  }
  return /** @type {!PisteConfiguration} */ (await answer.json());
};

/** Allows one purpose more. @type {function(string): !Promise<boolean>} */
let grant;

/** Whether what serves frames and scripts that wait for a purpose is on its way. */
let serving = false;

/**
 * Loads it where there are any.
 *
 * @param {!Array} handed
 * @param {*} signals of Google Consent Mode, where they are wanted
 */
const serveWaiting = (handed, signals) => {
  const look = () => {
    if (!serving && (signals || document.querySelector('[data-purpose]'))) {
      serving = true;
      load('w', handed);
    }
  };
  look();
  document.addEventListener('DOMContentLoaded', look);
  document.addEventListener('piste:scan', look);
};

/**
 * Asks, or leaves the control.
 *
 * @param {string} site
 * @param {!PisteConfiguration} found
 * @param {boolean} again whether the answer before was to another question
 */
const ask = (site, found, again) => {
  const consent = new Consent(address, site, found, () => {
    panel.host.remove();
    start(true);
  });
  const panel = new Panel(found.body, optionsOf(found), {
    held: () => consent.held(),
    due: () => consent.due(),
    choose: (granted, how) => consent.choose(granted, how),
  });
  grant = (purpose) => {
    const held = consent.held();
    return panel.answer((held ? held.granted : []).concat(purpose), 'preferences');
  };
  const { signal } = consent.end;
  document.addEventListener('piste:preferences', () => panel.open(), { signal });
  consent.follow(() => panel.refresh());
  const held = consent.held();
  if (again) {
    panel.say(found.body.texts.failed);
  } else if (held) {
    tell(held.granted);
  } else if (consent.silent) {
    panel.answer([], 'gpc');
  }
};

/**
 * Finds out what there is to do.
 *
 * @param {boolean} again whether the site turned out to ask something else
 */
const start = async (again) => {
  try {
    address = new URL('v1/consent', script.src).href;
    const site = script.dataset['site'];
    const found = await configuration(site, again);
    const { banner, consentMode } = optionsOf(found);
    const handed = [address, site, found];
    if (found.off) {
      if (cookie(CHOICE)) {
        // It is refused, and the answer deletes what no script can.
        await decide(address, { s: site, hash: '', granted: [], how: 'withdraw', u: '' });
      } else {
        closeAll();
      }
      return;
    }
    if (banner && banner != 'own') {
      load('b-' + banner, handed);
    } else {
      await ready();
      ask(site, found, again);
      handed.push((purpose) => grant(purpose));
    }
    serveWaiting(handed, consentMode);
  } catch (e) {
    // No question, no consent: the page goes on.
  }
};

start(false);
