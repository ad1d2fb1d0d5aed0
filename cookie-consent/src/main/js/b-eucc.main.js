/**
 * @fileoverview EU Cookie Compliance for Drupal. The queue of handlers (postStatusSave,
 * postPreferencesSave), getCurrentStatus(), hasAgreed(), hasAgreedWithCategory() and
 * toggleWithdrawBanner() are those of js/eu_cookie_compliance.js of version 1.24. Only its methods
 * "opt_in" and "categories" ask; where it agrees by itself outside of the EU, or takes going on for
 * a yes, nobody answered. Categories that are ticked beforehand or required were not freely allowed.
 * Under "opt_in" there is one answer to everything: the name "agreed" stands for it.
 */
import { OWN_NAMES, follow } from './foreign.js';

/** Those of its settings under which something else than an answer makes it agreed. */
const UNASKED = ['popup_eu_only_js', 'popup_clicking_confirmation', 'popup_scrolling_confirmation'];

/** @return {?} its functions, if there are any */
const found = () => (window['Drupal'] || {})['eu_cookie_compliance'];

/** @return {?} its settings, if there are any */
const settings = () => (window['drupalSettings'] || {})['eu_cookie_compliance'];

let listening = false;

follow({
  usual: OWN_NAMES,
  listen: (changed) => {
    const eucc = found();
    if (typeof eucc != 'function' || !settings()) {
      return false;
    }
    if (!listening) {
      listening = true;
      eucc('postStatusSave', changed);
      eucc('postPreferencesSave', changed);
    }
    return true;
  },
  read: () => {
    const eucc = found();
    const set = settings();
    if (typeof eucc != 'function' || !set) {
      return undefined;
    }
    const method = set['method'];
    const asks = (method === 'opt_in' || method === 'categories') && !UNASKED.some((key) => set[key]);
    const status = eucc['getCurrentStatus']();
    if (!asks || typeof status != 'number' || isNaN(status)) {
      return null;
    }
    if (method === 'opt_in') {
      return (name) => name === 'agreed' && eucc['hasAgreed']() === true;
    }
    const free = (name) => {
      const details = (set['cookie_categories_details'] || {})[name];
      return !!details && details['checkbox_default_state'] === 'unchecked';
    };
    return (name) => free(name) && eucc['hasAgreed']() === true && eucc['hasAgreedWithCategory'](name);
  },
  open: () => found()['toggleWithdrawBanner'](),
});
