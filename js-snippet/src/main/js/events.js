/** @fileoverview Calls become events here. */
import { add } from './queue.js';

/** Address of the last page that was counted. */
let lastPage = '';

/** What pages may tell, beside page views. */
const TOLD = ['product', 'cart', 'checkout', 'order', 'identify'];

/** The number of the last cart snapshot: later ones are greater. */
let sequence = 0;

/** @return {string} address of the page, without what follows # */
const here = () => location.href.split('#')[0].slice(0, 1000);

/** @return {(string|undefined)} */
const language = () => document.documentElement.lang || undefined;

/** @return {string} UUID version 7: 48 bits of time, the rest at random */
const uuid = () => {
  const time = Date.now().toString(16).padStart(12, '0');
  return time.slice(0, 8) + '-' + time.slice(8) + '-7' + crypto.randomUUID().slice(15);
};

/**
 * @param {string} type
 * @return {!PisteEvent}
 */
const event = (type) => ({ id: uuid(), t: type, at: Date.now(), u: here() });

/** Counts a view of the page as it is now. */
export const page = () => {
  const view = event('page');
  view.ti = document.title.slice(0, 300) || undefined;
  view.r = (lastPage || document.referrer).slice(0, 1000) || undefined;
  view.l = language();
  lastPage = view.u;
  add(view);
};

/** Counts a view when the address changed since the last one: an application of a single page. */
export const moved = () => {
  if (here() != lastPage) {
    page();
  }
};

/**
 * One call of the page: piste('cart', {...}).
 *
 * @param {!IArrayLike<*>} call
 */
export const called = (call) => {
  const type = String(call[0]);
  if (type == 'page') {
    page();
  } else if (type == 'preferences') {
    document.dispatchEvent(new CustomEvent('piste:preferences'));
  } else if (TOLD.includes(type) && call[1]) {
    const made = event(type);
    /** @type {!Object} */
    let data = /** @type {!Object} */ (call[1]);
    if (type == 'cart') {
      sequence = Math.max(sequence + 1, Date.now());
      data = { 'seq': sequence, ...data };
      made.l = language();
    }
    /** @type {!Object} */ (made)[type] = data;
    add(made);
  }
};
