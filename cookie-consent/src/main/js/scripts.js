/** @fileoverview Scripts of others that wait in the page until their purpose is granted. */

/** Those that were released, once for all. */
const released = new WeakSet();

/**
 * @param {!HTMLScriptElement} script
 * @return {!Promise<void>} when it has run, or failed
 */
const release = (script) =>
  new Promise((resolve) => {
    released.add(script);
    const awaited = script.src && !script.hasAttribute('async');
    if (awaited) {
      script.addEventListener('load', () => resolve());
      script.addEventListener('error', () => resolve());
    }
    script.type = script.dataset['type'] || '';
    // Put back where it was, the page's own element runs: its nonce goes with it, and its text was
    // never a string in our hands, so that Trusted Types have nothing to check.
    script.parentNode.insertBefore(script, script.nextSibling);
    if (!awaited) {
      resolve();
    }
  });

/** The scripts run one behind the other, in the order of the page. */
let queue = Promise.resolve();

/**
 * @param {!Array<string>} granted
 * @param {function(string)} ran is told the purpose of each that runs
 */
export const releaseScripts = (granted, ran) => {
  const waiting = /** @type {!NodeList<!HTMLScriptElement>} */ (
    document.querySelectorAll('script[type="text/plain"][data-purpose]')
  );
  for (const script of waiting) {
    const purpose = script.dataset['purpose'];
    if (granted.includes(purpose) && !released.has(script)) {
      released.add(script);
      ran(purpose);
      queue = queue.then(() => release(script));
    }
  }
};
