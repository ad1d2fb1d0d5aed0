/**
 * @fileoverview Klaro. klaro.getManager(), watch(), getConsent(), confirmed and klaro.show() are
 * those of klaro.org/docs/api/js_api; that confirmed says whether the visitor answered, and
 * savedConsents what was saved, stands in src/consent-manager.js of version 0.7.22
 * (github.com/klaro-org/klaro-js). A service that is required, on by default or opt-out was not
 * freely allowed, whatever its state.
 */
import { OWN_NAMES, follow } from './foreign.js';

/** @return {?} the manager of the page's consents, if there is one */
const manager = () => {
  const klaro = window['klaro'];
  const settings = klaro && (klaro['defaultConfig'] || window['klaroConfig']);
  return settings ? klaro['getManager']() : undefined;
};

follow({
  usual: OWN_NAMES,
  listen: (changed) => {
    const found = manager();
    if (found) {
      found['watch']({ 'update': changed });
    }
    return !!found;
  },
  read: () => {
    const found = manager();
    if (!found) {
      return undefined;
    }
    if (found['confirmed'] !== true) {
      return null;
    }
    const settings = found['config'];
    const set = (service, name) =>
      service[name] === undefined ? settings[name] : service[name];
    return (name) => {
      const service = settings['services'].find((each) => each['name'] === name);
      const free = service && !['required', 'default', 'optOut'].some((key) => set(service, key));
      return free && found['savedConsents'][name];
    };
  },
  open: () => window['klaro']['show'](undefined, true),
});
