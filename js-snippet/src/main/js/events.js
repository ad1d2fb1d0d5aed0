/** @fileoverview Calls become events here. */
import { add } from './queue.js';

/** Address of the page that was counted last. */
let current = '';

/** Address that led to it. */
let from = '';

/** Whether what follows # is a path of the page's own. */
let hashes = false;

/** The number of the last cart snapshot: later ones are greater. */
let sequence = 0;

/** @param {boolean} yes whether pages differ by what follows #/ */
export const setHashes = (yes) => {
  hashes = yes;
};

/** @return {string} address of the page; a path behind # counts as one before it, by option */
const here = () =>
  (hashes ? location.href.replace(/\/?(\?[^#]*)?#!?(\/[^?]*).*/, '$2$1') : location.href)
    .split('#')[0]
    .slice(0, 1000);

/** @return {string} UUID version 7: 48 bits of time, the rest at random */
const uuid = () =>
  ('0' + Date.now().toString(16)).replace(/.{8}/, '$&-') + '-7' + crypto.randomUUID().slice(15);

/**
 * What belongs to its type alone is passed over by the server elsewhere.
 *
 * @param {string} type
 * @param {?=} data
 * @param {string=} where it happened, if not here
 */
export const tell = (type, data, where) => {
  /** @type {!PisteEvent} */
  const event = {
    id: uuid(),
    t: type,
    at: Date.now(),
    u: where || here(),
    ti: document.title.slice(0, 300),
    r: from,
    l: document.documentElement.lang,
  };
  // The names of Google Analytics 4 come with its own object.
  /** @type {!Object} */ (event)[/_|^purchase$/.test(type) ? 'ecommerce' : type] = data;
  add(event);
};

/** @param {string} name of something that other scripts of the page may hear */
const say = (name) => document.dispatchEvent(new CustomEvent('piste:' + name));

/** Counts a view of the page as it is now. */
export const page = () => {
  from = (current || document.referrer).slice(0, 1000);
  current = here();
  tell('page');
  say('page');
};

/** @return {string} the address that was counted last */
export const counted = () => current;

/** @return {boolean} whether the address changed since: an application of one page */
export const hasMoved = () => here() != current;

/**
 * One call of the page: piste('cart', {...}).
 *
 * @param {!IArrayLike<*>} call
 */
export const called = (call) => {
  const type = String(call[0]);
  let data = /** @type {!Object|undefined} */ (call[1]);
  if (type == 'page') {
    page();
  } else if (type == 'preferences') {
    say(type);
  } else if (data || /^(logout|notfound)$/.test(type)) {
    if (type == 'cart') {
      sequence = Math.max(sequence + 1, Date.now());
      data = { 'seq': sequence, ...data };
    }
    tell(type, data);
  }
};
