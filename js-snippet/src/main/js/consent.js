/**
 * @fileoverview What this browser was asked and answered. The cookie is the only memory of it, and
 * it is read again each time: a choice made in another tab counts here at once.
 */

/** What a visitor can say yes to; a word that is not here grants nothing. */
const PURPOSES = /\b(visits|profile|carts)\b/g;

/** Events that need no purpose of their own, and those that are about carts. */
const ANY = /^identify|^logout/;
const CARTS = /^order|^(view_)?cart|checkout|^purchase/;

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

/** @return {boolean} */
export const isRefused = () => refused;

/**
 * @return {?{id: string, granted: !Array<string>}} the consent id and the purposes granted, none
 *     when everything was refused; null while nothing was chosen
 */
export const consent = () => {
  const [format, id, , words] = cookie('piste_consent').split('.');
  return refused || (format == '1' && words)
    ? { id, granted: (!refused && words.match(PURPOSES)) || [] }
    : null;
};

/** @return {string|undefined} something that is allowed now, if anything is */
export const allowed = () => consent()?.granted[0];

/**
 * @param {!Array<string>} granted
 * @param {string} type of an event
 * @return {boolean} whether the purposes allow an event of this type
 */
export const allows = (granted, type) =>
  granted.includes(ANY.test(type) ? granted[0] : CARTS.test(type) ? 'carts' : 'visits');
