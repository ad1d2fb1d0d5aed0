/**
 * @fileoverview The WP Consent API of WordPress. Functions, the two events and the cookies
 * wp_consent_CATEGORY are those of assets/js/wp-consent-api.js and readme.txt in its repository
 * (github.com/WordPress/wp-consent-level-api). Where no plugin set a consent type, wp_has_consent()
 * answers true for everything: only the type "optin" is a question that somebody answered.
 */
import { cookie } from './cookies.js';
import { CATEGORIES, follow } from './foreign.js';

/** @return {string} what kind of consent the plugins of the page ask for */
const kind = () => String(window['wp_consent_type'] || window['wp_fallback_consent_type'] || '');

/**
 * @param {string} category
 * @return {boolean} whether the visitor said anything about it
 */
const answered = (category) => {
  const settings = window['consent_api'] || {};
  return cookie((settings['cookie_prefix'] || 'wp_consent') + '_' + category) != '';
};

follow({
  usual: CATEGORIES,
  listen: (changed) => {
    document.addEventListener('wp_listen_for_consent_change', changed);
    document.addEventListener('wp_consent_type_defined', changed);
    return typeof window['wp_has_consent'] == 'function' && kind() != '';
  },
  read: () => {
    const has = window['wp_has_consent'];
    if (typeof has != 'function' || !kind()) {
      return undefined;
    }
    const known = ['statistics', 'marketing', 'preferences', 'statistics-anonymous'];
    return kind() == 'optin' && known.some(answered) ? (category) => has(category) : null;
  },
  open: () => {},
});
