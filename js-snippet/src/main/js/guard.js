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
