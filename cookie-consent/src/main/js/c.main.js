/**
 * @fileoverview The consent banner. It asks once, remembers through the server, and leaves a
 * control on the page to come back to. Without a configuration there is no banner and no consent.
 */
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

/**
 * @param {string} address
 * @param {string} site
 * @return {!Promise<!PisteConfiguration>}
 */
const configuration = async (address, site) => {
  const url = new URL(address);
  url.searchParams.set('s', site);
  url.searchParams.set('l', document.documentElement.lang);
  // Without cookies: nothing that is stored travels before the visitor chose.
  const answer = await fetch(url, { credentials: 'omit' });
  if (!answer.ok) {
    throw answer.status;
  }
  return /** @type {!PisteConfiguration} */ (await answer.json());
};

/** Asks, or leaves the control. */
const start = async () => {
  try {
    const address = new URL('v1/consent', script.src).href;
    const site = script.dataset['site'];
    const found = await configuration(address, site);
    await ready();
    const panel = new Panel(address, site, found);
    document.addEventListener('piste:preferences', () => panel.open());
    window.addEventListener('pageshow', (shown) => {
      if (/** @type {!PageTransitionEvent} */ (shown).persisted) {
        panel.refresh();
      }
    });
  } catch (e) {
    // No question, no consent: the page goes on.
  }
};

start();
