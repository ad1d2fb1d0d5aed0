// Stands in for tarteaucitron with three services.
(() => {
  const names = ['piste_visits', 'piste_profile', 'piste_carts'];
  const services = {};
  names.forEach((key) => {
    services[key] = { key, needConsent: true, ...(window.tacService || {}) };
  });
  window.tarteaucitron = {
    parameters: { cookieName: 'tarteaucitron', highPrivacy: true, ...(window.tacSettings || {}) },
    user: {},
    services,
    state: JSON.parse(sessionStorage.getItem('tac') || '{}'),
    userInterface: {
      openPanel: () => {
        window.opened = true;
      },
    },
  };
  window.say = (yes) => {
    names.forEach((key) => {
      tarteaucitron.state[key] = !!yes[key.slice(6)];
      sessionStorage.setItem('tac', JSON.stringify(tarteaucitron.state));
      document.dispatchEvent(new Event('tac.consent_updated'));
    });
  };
  window.breakIt = () => {
    Object.defineProperty(tarteaucitron, 'state', {
      get: () => {
        throw new Error('broken');
      },
    });
    document.dispatchEvent(new Event('tac.consent_updated'));
  };
})();
