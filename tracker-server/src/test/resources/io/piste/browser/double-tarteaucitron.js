// Stands in for tarteaucitron with three services.
(() => {
  const names = ['piste_visits', 'piste_profile', 'piste_carts'];
  const services = {};
  names.forEach((key) => {
    services[key] = { key, needConsent: true, ...(window.tacService || {}) };
  });
  window.tarteaucitron = {
    parameters: { cookieName: 'tarteaucitron', highPrivacy: true, ...(window.tacSettings || {}) },
    user: window.tacUser || {},
    services,
    job: names,
    added: {},
    state: {},
    userInterface: {
      openPanel: () => {
        window.opened = true;
      },
    },
  };
  // As the real one, it reads its cookie some time after it was started.
  setTimeout(() => {
    tarteaucitron.state = JSON.parse(sessionStorage.getItem('tac') || '{}');
    names.forEach((key) => {
      tarteaucitron.added[key] = true;
    });
    document.dispatchEvent(new Event('piste_carts_added'));
  }, 400);
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
