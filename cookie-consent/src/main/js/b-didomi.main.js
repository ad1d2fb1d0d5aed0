/**
 * @fileoverview Didomi. didomiOnReady, on('consent.changed'), getCurrentUserStatus(),
 * isConsentRequired(), shouldUserStatusBeCollected() and preferences.show() are those of "API" and
 * "Events" of its web SDK (developers.didomi.io/cmp/web-sdk/reference). A purpose that is essential
 * is enabled for everybody, and where the regulation is not the GDPR nobody was asked to opt in.
 * Names are ids of purposes, or vendor: and the id of a vendor.
 */
import { OWN_NAMES, attempt, follow } from './foreign.js';

/** @type {?} the API, once it is ready */
let didomi;

follow({
  usual: OWN_NAMES,
  listen: (changed) => {
    const waiting = (window['didomiOnReady'] = window['didomiOnReady'] || []);
    waiting['push']((ready) => {
      didomi = ready || window['Didomi'];
      attempt(() => didomi['on']('consent.changed', changed));
      changed();
    });
    return true;
  },
  read: () => {
    if (!didomi) {
      return undefined;
    }
    const status = didomi['getCurrentUserStatus']();
    const asks = status['regulation'] === 'gdpr' && didomi['isConsentRequired']() === true;
    if (!asks || didomi['shouldUserStatusBeCollected']() !== false) {
      return null;
    }
    const essential = (id) =>
      didomi['getRequiredPurposes']().some((each) => each['id'] === id && each['essential']);
    return (name) => {
      const vendor = /^vendor:(.+)$/.exec(name);
      const found = vendor ? status['vendors'][vendor[1]] : status['purposes'][name];
      return found['enabled'] === true && (!!vendor || !essential(name));
    };
  },
  open: () => window['Didomi']['preferences']['show'](),
});
