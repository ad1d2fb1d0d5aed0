/** @fileoverview The colours that the site chose, as a style sheet: no element gets a style. */

/**
 * @param {(!Object|undefined)} theme
 * @return {!CSSStyleSheet} custom properties of the host; those that the page sets go before them
 */
export const themed = (theme) => {
  const sheet = new CSSStyleSheet();
  const give = (/** string */ condition, /** !Object */ values) => {
    sheet.insertRule(`@media ${condition}{:host{}}`, 0);
    const within = /** @type {!CSSMediaRule} */ (sheet.cssRules[0]).cssRules[0];
    for (const [name, value] of Object.entries(values)) {
      // Not written into the sheet's text: a value is a value and can be nothing else.
      /** @type {!CSSStyleRule} */ (within).style.setProperty('--piste-' + name, String(value));
    }
  };
  const { 'light': light, 'dark': dark, ...both } = theme || {};
  give('(prefers-color-scheme:light)', light || {});
  give('(prefers-color-scheme:dark)', dark || {});
  give('all', both);
  return sheet;
};

/**
 * @param {string} css
 * @return {!CSSStyleSheet}
 */
export const sheetOf = (css) => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  return sheet;
};
