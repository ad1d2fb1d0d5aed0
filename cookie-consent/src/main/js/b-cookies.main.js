/**
 * @fileoverview COOKiES for Drupal, and Cookies JSR on which it stands. document.cookiesjsr, the event
 * cookiesjsrUserConsent, needConsent and openSettingsHash are those of README.md in
 * github.com/jfeltkamp/cookiesjsr. The event also comes when a page is loaded and nobody answered;
 * what was answered lies in the cookie whose name the configuration says. A service that needs no
 * consent was not freely allowed.
 */
import { cookie } from './cookies.js';
import { OWN_NAMES, follow } from './foreign.js';

/** @return {!Object} what the page says about its banner; empty where it says nothing */
const said = () => document['cookiesjsr'] || {};

/**
 * @param {string} part
 * @return {!Object}
 */
const configured = (part) => (said()['config'] || {})[part] || {};

follow({
  usual: OWN_NAMES,
  listen: (changed) => {
    document.addEventListener('cookiesjsrUserConsent', changed);
    return !!document['cookiesjsr'];
  },
  read: () => {
    if (!document['cookiesjsr']) {
      return undefined;
    }
    const answered = cookie(configured('cookie')['name'] || 'cookiesjsr');
    if (!answered) {
      return null;
    }
    const services = JSON.parse(decodeURIComponent(answered));
    const known = Object.values(said()['services'] || {}).flatMap((group) => group['services'] || []);
    const unasked = (name) =>
      known.some((each) => each['key'] === name && each['needConsent'] === false);
    return (name) => services[name] === true && !unasked(name);
  },
  open: () => {
    location.hash = configured('interface')['openSettingsHash'] || '#editCookieSettings';
  },
});
