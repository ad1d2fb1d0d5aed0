// Stands in for Klaro with three services, as its JavaScript API documents it.
(() => {
  const names = ['piste_visits', 'piste_profile', 'piste_carts'];
  const stored = JSON.parse(sessionStorage.getItem('klaro') || 'null');
  const watchers = new Set();
  const manager = {
    config: window.klaroSettings || { services: names.map((name) => ({ name })) },
    consents: stored || {},
    savedConsents: stored || {},
    confirmed: !!stored,
    getConsent: (name) => manager.consents[name] || false,
    watch: (watcher) => watchers.add(watcher),
  };
  const tell = (name, data) => watchers.forEach((watcher) => watcher.update(manager, name, data));
  window.klaro = {
    defaultConfig: manager.config,
    getManager: () => manager,
    show: (config, modal) => {
      window.opened = modal;
    },
  };
  // Toggles that were not saved are no answer.
  window.toggle = (on) => {
    names.forEach((name) => {
      manager.consents[name] = on;
      tell('consents', manager.consents);
    });
  };
  window.say = (yes) => {
    names.forEach((name) => {
      manager.consents[name] = !!yes[name.slice(6)];
    });
    manager.savedConsents = { ...manager.consents };
    manager.confirmed = true;
    sessionStorage.setItem('klaro', JSON.stringify(manager.savedConsents));
    tell('saveConsents', { consents: manager.consents, type: 'save' });
  };
  window.takeBack = () => {
    manager.confirmed = false;
    manager.savedConsents = {};
    sessionStorage.clear();
    tell('consents', {});
  };
  window.breakIt = () => {
    klaro.getManager = () => {
      throw new Error('broken');
    };
    tell('saveConsents', {});
  };
})();
