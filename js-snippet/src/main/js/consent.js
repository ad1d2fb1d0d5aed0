/**
 * @fileoverview What this browser was asked and answered. The cookie is the only memory of it, and
 * it is read again each time: a choice made in another tab counts here at once.
 */

/** What a visitor can say yes to; a word that is not here grants nothing. */
const PURPOSES = ['visits', 'profile', 'carts'];

/** True when this page heard a refusal, even one that could not be saved. */
let refused = false;

/**
 * @param {string} name
 * @return {string} the value of a cookie that scripts may read, or nothing
 */
export const cookie = (name) =>
  (document.cookie.match('(?:^|; )' + name + '=([^;]*)') || [])[1] || '';

/** @param {boolean} no whether the last word of this page was no */
export const setRefused = (no) => {
  refused = no;
};

/**
 * @return {?{id: string, granted: !Array<string>}} the consent id and the purposes granted, none
 *     when everything was refused; null while nothing was chosen
 */
export const consent = () => {
  const [format, id, , words] = cookie('piste_consent').split('.');
  if (!refused && (format != '1' || !words)) {
    return null;
  }
  return { id, granted: refused ? [] : PURPOSES.filter((p) => words.split('-').includes(p)) };
};

/**
 * @param {!Array<string>} granted
 * @param {string} type of an event
 * @return {boolean} whether the purposes allow an event of this type
 */
export const allows = (granted, type) =>
  type == 'identify'
    ? granted.length > 0
    : granted.includes(type == 'page' || type == 'product' ? 'visits' : 'carts');
