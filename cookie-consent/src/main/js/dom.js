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
  element.append(...children.filter(Boolean));
  return element;
};

/**
 * @param {string} part
 * @param {string} text fails when there is none: nobody can agree to what is not said
 * @param {function()} pressed
 * @return {!HTMLButtonElement}
 */
export const button = (part, text, pressed) => {
  const element = /** @type {!HTMLButtonElement} */ (make('button', part, text.trim()));
  element.type = 'button';
  element.addEventListener('click', () => pressed());
  return element;
};
