/** @fileoverview Other files of ours, loaded only where they are needed. */

const script = /** @type {!HTMLScriptElement} */ (document.currentScript);

/** @return {?{createScriptURL: function(string): string}} where the page requires Trusted Types */
const policy = () => {
  const trusted = window['trustedTypes'];
  // A page lets a policy of this name be made once: the tracker made it, if it is here.
  return (
    script['policy'] ||
    (trusted && trusted['createPolicy']('piste', { 'createScriptURL': (a) => a }))
  );
};

/**
 * Loads a script from where this one came from.
 *
 * @param {string} name
 * @param {!Array} handed what it needs to know, as a property of its element
 */
export const load = (name, handed) => {
  const other = /** @type {!HTMLScriptElement} */ (document.createElement('script'));
  const address = new URL(name + '.js', script.src).href;
  const made = policy();
  other.src = made ? made['createScriptURL'](address) : address;
  other.nonce = script.nonce;
  other['piste'] = handed;
  document.head.append(other);
};
