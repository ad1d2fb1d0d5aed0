/**
 * @fileoverview tarteaucitron. tarteaucitron.state, parameters, services and
 * userInterface.openPanel(), the event tac.consent_updated and the older KEY_allowed and
 * KEY_disallowed are those of tarteaucitron.js 1.34.0 (github.com/AmauriC/tarteaucitron.js).
 * Without highPrivacy it takes going on to the next page for a consent, and it may allow services
 * by default, for countries it was told of, or without asking: none of that counts.
 */
import { OWN_NAMES, follow } from './foreign.js';

/** @return {?} tarteaucitron as soon as it knows what was answered about each of its services */
const started = () => {
  const found = window['tarteaucitron'];
  const job = (found && found['job']) || [];
  const known = job.filter((key) => found['services'][key]);
  return known.length && known.every((key) => found['added'][key]) ? found : undefined;
};

follow({
  usual: OWN_NAMES,
  listen: (changed) => {
    document.addEventListener('tac.consent_updated', changed);
    return !!started();
  },
  read: () => {
    const found = started();
    if (!found) {
      return undefined;
    }
    const settings = found['parameters'];
    const asks =
      settings['highPrivacy'] === true &&
      settings['serviceDefaultState'] !== true &&
      (found['user'] || {})['bypass'] !== true;
    const states = found['state'] || {};
    const answered = Object.keys(states).some((key) => typeof states[key] == 'boolean');
    if (!asks || !answered) {
      return null;
    }
    return (name) => {
      const service = found['services'][name];
      return service['needConsent'] === true && service['defaultState'] !== true && states[name];
    };
  },
  open: () => window['tarteaucitron']['userInterface']['openPanel'](),
});
