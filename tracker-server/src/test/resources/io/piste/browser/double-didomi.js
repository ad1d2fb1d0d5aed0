// Stands in for Didomi's web SDK.
(() => {
  const ids = ['piste_visits', 'piste_profile', 'piste_carts'];
  const listeners = [];
  let enabled = JSON.parse(sessionStorage.getItem('didomi') || 'null');
  const settings = { regulation: 'gdpr', required: true, essential: false, ...window.didomiSettings };
  window.Didomi = {
    on: (name, listener) => listeners.push(listener),
    isConsentRequired: () => settings.required,
    shouldUserStatusBeCollected: () => settings.regulation === 'gdpr' && !enabled,
    getRequiredPurposes: () => ids.map((id) => ({ id, essential: settings.essential })),
    getCurrentUserStatus: () => ({
      regulation: settings.regulation,
      vendors: {},
      purposes: Object.fromEntries(
        ids.map((id) => [
          id,
          {
            id,
            enabled: settings.essential || settings.regulation !== 'gdpr' || !!(enabled || {})[id],
          },
        ]),
      ),
    }),
    preferences: {
      show: () => {
        window.opened = true;
      },
    },
  };
  const waiting = window.didomiOnReady || [];
  window.didomiOnReady = { push: (callback) => callback(window.Didomi) };
  waiting.forEach((callback) => callback(window.Didomi));
  window.say = (yes) => {
    enabled = Object.fromEntries(ids.map((id) => [id, !!yes[id.slice(6)]]));
    sessionStorage.setItem('didomi', JSON.stringify(enabled));
    listeners.forEach((listener) => listener({}));
  };
  window.breakIt = () => {
    Didomi.getCurrentUserStatus = () => {
      throw new Error('broken');
    };
    listeners.forEach((listener) => listener({}));
  };
})();
