/** @fileoverview The choice as this browser remembers it. */

/** Name of the cookie with the choice. */
export const CHOICE = 'piste_consent';

/** Name of the cookie with the visitor: a readable token, or out of the reach of scripts. */
export const VISITOR = 'piste_visitor';

/**
 * @param {string} name
 * @return {string} the value of a cookie that scripts may read, or nothing
 */
export const cookie = (name) =>
  (document.cookie.match('(?:^|; )' + name + '=([^;]*)') || [])[1] || '';

/**
 * @param {string} name
 * @param {string} value
 * @param {string} rest how long it lives, and of which domain it is
 */
export const write = (name, value, rest) => {
  document.cookie = name + '=' + value + '; Path=/; Secure; SameSite=Lax; ' + rest;
};

/**
 * Deletes a cookie, whichever parent domain it was set for: the page does not know which one.
 *
 * @param {string} name
 */
export const erase = (name) => {
  const labels = location.hostname.split('.');
  write(name, '', 'Max-Age=0');
  for (; labels.length > 1; labels.shift()) {
    write(name, '', 'Max-Age=0; Domain=' + labels.join('.'));
  }
};

/**
 * @param {number} version of the texts now
 * @param {number} days that a choice holds
 * @return {?{id: string, granted: !Array<string>}} the choice that holds; null when the visitor has
 *     to be asked, for the first time or again
 */
export const choice = (version, days) => {
  const [format, id, asked, words, decided] = cookie(CHOICE).split('.');
  const age = Date.now() / 1e3 - Number(decided);
  return format == '1' && Number(asked) == version && age < days * 86400
    ? { id, granted: words.split('-').filter((word) => word != '0') }
    : null;
};
