/**
 * @fileoverview What waits in a page for a purpose: embedded frames, scripts of others, the signals
 * of Google. Loaded by the banner, and only where there is something that waits.
 */
import { choice } from './cookies.js';
import { Frame } from './frames.js';
import { sayReload, unsay } from './hint.js';
import { optionsOf } from './options.js';
import { releaseScripts } from './scripts.js';
import { deny, signal } from './signals.js';

const handed = /** @type {!Array} */ (document.currentScript['piste']);
const found = /** @type {!PisteConfiguration} */ (handed[2]);
const grant = /** @type {(undefined|function(string): !Promise<boolean>)} */ (handed[3]);
const signals = optionsOf(found).consentMode;

/** @type {!Map<!Element, !Frame>} */
const frames = new Map();

/** Purposes whose scripts have run. @type {!Set<string>} */
const ran = new Set();

/** @type {!Array<string>} */
let granted = [];

/** @param {function()} work must not harm the page */
const guarded = (work) => {
  try {
    work();
  } catch (e) {
    // What waits goes on waiting.
  }
};

/** Finds the templates of the page; one whose purpose nobody is asked about stays what it is. */
const seek = () => {
  for (const each of document.querySelectorAll('template[data-purpose]')) {
    const template = /** @type {!HTMLTemplateElement} */ (each);
    const id = template.dataset['purpose'];
    const purpose = found.body.purposes.find((one) => one.id == id);
    if (purpose && !frames.has(template)) {
      // Another banner asks: it is shown where ours would take the answer.
      const allow = async () => {
        if (grant) {
          return grant(id);
        }
        document.dispatchEvent(new CustomEvent('piste:preferences'));
        return true;
      };
      frames.set(template, new Frame(template, purpose, found, allow));
    }
  }
};

/** Lets what is granted into the page, and the rest out of it. */
const settle = () => {
  seek();
  frames.forEach((frame) => guarded(() => frame.settle(granted.includes(frame.purpose.id))));
  releaseScripts(granted, (purpose) => ran.add(purpose));
  if ([...ran].every((purpose) => granted.includes(purpose))) {
    unsay();
  } else {
    sayReload(found);
  }
};

/** @param {!Array<string>} now what holds from now on */
const take = (now) => {
  granted = now;
  if (signals) {
    signal(signals, now);
  }
  settle();
};

guarded(() => {
  if (signals) {
    deny(signals);
  }
  const held = choice(found.body.version, found.body.days);
  if (held) {
    take(held.granted);
  } else {
    settle();
  }
});
document.addEventListener('piste:consent', (event) =>
  guarded(() => take(/** @type {!Array<string>} */ (event['detail']['granted']))),
);
for (const moment of ['DOMContentLoaded', 'piste:scan']) {
  document.addEventListener(moment, () => guarded(settle));
}
