/**
 * @fileoverview Any banner of the IAB's Transparency and Consent Framework, read only. The command
 * addEventListener, the values of eventStatus and the fields of TCData are those of "CMP API v2"
 * (github.com/InteractiveAdvertisingBureau/GDPR-Transparency-and-Consent-Framework). An answer is
 * there at tcloaded and useractioncomplete alone; where the GDPR does not apply, nobody was asked.
 * Legitimate interest is no consent. Names are numbers of purposes, vendor: and the number of a
 * vendor, or publisher: and the number of a purpose that is the site's own. The framework knows no
 * command that opens the choices.
 */
import { attempt, follow } from './foreign.js';

/** @type {?} the last data that were an answer */
let answer = null;

let there = false;

let listening = false;

/**
 * @param {?} data
 * @return {boolean} whether somebody was asked by a banner that is well
 */
const clear = (data) =>
  data['gdprApplies'] === true &&
  data['cmpStatus'] !== 'error' &&
  data['isServiceSpecific'] !== false;

follow({
  usual: { 'visits': ['1', '8', '9'], 'profile': ['1', '5', '6'], 'carts': ['1', '3', '4'] },
  listen: (changed) => {
    const api = window['__tcfapi'];
    if (typeof api != 'function') {
      return false;
    }
    if (!listening) {
      listening = true;
      api('addEventListener', 2, (data, success) => {
        there = true;
        const told = attempt(() => data['eventStatus']);
        if (success !== true || attempt(() => clear(data)) !== true) {
          answer = null;
        } else if (told == 'tcloaded' || told == 'useractioncomplete') {
          answer = data;
        }
        changed();
      });
    }
    return true;
  },
  read: () => {
    if (!there) {
      return undefined;
    }
    const data = answer;
    return (
      data &&
      ((name) => {
        const [of, id] = name.includes(':') ? name.split(':') : ['purpose', name];
        return data[of]['consents'][id];
      })
    );
  },
  open: () => {},
});
