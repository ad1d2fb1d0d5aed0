/**
 * @fileoverview Complianz for WordPress. cmplz_has_consent(), cmplz_get_cookie(),
 * cmplz_set_banner_status(), the events cmplz_status_change, cmplz_fire_categories and cmplz_revoke
 * and the values of complianz.consenttype are those of "Developers guide for third party
 * integrations" (complianz.io) and of cookiebanner/js/complianz.js in its repository
 * (github.com/Really-Simple-Plugins/complianz-gdpr). Under opt-out and for bots it answers true
 * unasked, and forceEnableStats allows statistics before anybody answered: none of that counts.
 */
import { CATEGORIES, follow } from './foreign.js';

const EVENTS = ['cmplz_status_change', 'cmplz_fire_categories', 'cmplz_revoke'];

follow({
  usual: CATEGORIES,
  listen: (changed) => {
    EVENTS.forEach((name) => document.addEventListener(name, changed));
    return typeof window['cmplz_has_consent'] == 'function';
  },
  read: () => {
    const has = window['cmplz_has_consent'];
    const settings = window['complianz'];
    if (typeof has != 'function' || !settings) {
      return undefined;
    }
    const said = (category) => window['cmplz_get_cookie'](category);
    const unasked = (category) => category == 'statistics' && settings['forceEnableStats'] == 1;
    const answered = ['marketing', 'preferences', 'statistics'].some(
      (category) => !unasked(category) && said(category),
    );
    return settings['consenttype'] === 'optin' && answered
      ? (category) => !unasked(category) && said(category) === 'allow' && has(category)
      : null;
  },
  open: () => window['cmplz_set_banner_status']('show'),
});
