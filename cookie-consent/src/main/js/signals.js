/** @fileoverview Google Consent Mode: its signals follow the purposes that the site chose. */

/**
 * Pushes what gtag() would push: the arguments of a call, not an array.
 *
 * @param {...*} words
 */
function call(words) {
  const layer = (window['dataLayer'] = window['dataLayer'] || []);
  layer.push(arguments);
}

/**
 * @param {!Object<string, string>} map signals, each with its purpose
 * @param {function(string): boolean} grants
 * @return {!Object<string, string>}
 */
const states = (map, grants) =>
  Object.fromEntries(
    Object.entries(map).map(([signal, purpose]) => [
      signal,
      grants(purpose) ? 'granted' : 'denied',
    ]),
  );

/**
 * Everything is denied before anything else is read, unless the page itself said so already.
 *
 * @param {!Object<string, string>} map
 */
export const deny = (map) => {
  const layer = (window['dataLayer'] = window['dataLayer'] || []);
  const said = [...layer].some((each) => each && each[0] == 'consent' && each[1] == 'default');
  if (!said) {
    call('consent', 'default', states(map, () => false));
    // Nobody reads it yet: the last can be the first.
    if (!Object.hasOwn(layer, 'push')) {
      layer.unshift(layer.pop());
    }
  }
};

/**
 * @param {!Object<string, string>} map
 * @param {!Array<string>} granted
 */
export const signal = (map, granted) => {
  call('consent', 'update', states(map, (purpose) => granted.includes(purpose)));
};
