/**
 * @fileoverview Elements without innerHTML and without style attributes, so that the strictest
 * content security policy and Trusted Types have nothing to refuse.
 */

/**
 * @param {string} tag
 * @param {string} part names it for styles, ours and the site's (::part)
 * @param {...(string|?Node|undefined)} children
 * @return {!HTMLElement}
 */
export const make = (tag, part, ...children) => {
  const element = /** @type {!HTMLElement} */ (document.createElement(tag));
  element.className = part;
  element.setAttribute('part', part);
  element.append(...children.filter((child) => child));
  return element;
};

/**
 * @param {string} words
 * @return {string} the same; fails when there are none, for nobody can agree to what is not said
 */
export const said = (words) => {
  if (!words.trim()) {
    throw words;
  }
  return words;
};

/**
 * @param {string} part
 * @param {string} words
 * @param {function()} pressed
 * @return {!HTMLButtonElement}
 */
export const button = (part, words, pressed) => {
  const element = /** @type {!HTMLButtonElement} */ (make('button', part, said(words)));
  element.type = 'button';
  element.addEventListener('click', () => pressed());
  return element;
};
