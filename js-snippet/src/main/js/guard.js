/**
 * @fileoverview The page is worth more than what would have been counted: whatever goes wrong in
 * these scripts stays in them.
 */

/**
 * @param {function(?): *} work
 * @return {function(?=): void} the same, without its errors
 */
export const guarded = (work) => (/** ?= */ argument) => {
  try {
    work(argument);
  } catch (e) {
    // Nothing is counted, and the page goes on.
  }
};

/**
 * Listens, before the page's own listeners can stop it.
 *
 * @param {!EventTarget} target
 * @param {string} name
 * @param {function(?): *} work
 */
export const on = (target, name, work) => {
  target.addEventListener(name, guarded(work), true);
};
