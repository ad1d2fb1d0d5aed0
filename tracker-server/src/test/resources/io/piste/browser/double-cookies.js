// Stands in for COOKiES with three services.
(() => {
  const names = ['piste_visits', 'piste_profile', 'piste_carts'];
  const services = names.map((key) => ({ key, needConsent: !window.cookiesNeedless }));
  document.cookiesjsr = {
    config: { cookie: { name: 'cookiesjsr' }, interface: { openSettingsHash: '#choices' } },
    services: { tracking: { id: 'tracking', services } },
  };
  const tell = (granted) =>
    document.dispatchEvent(
      new CustomEvent('cookiesjsrUserConsent', { detail: { services: granted } })
    );
  // On each page, answered or not.
  addEventListener('DOMContentLoaded', () => tell(window.cookiesUnasked || {}));
  addEventListener('hashchange', () => {
    window.opened = location.hash === '#choices';
  });
  window.say = (yes) => {
    const granted = { base: true };
    names.forEach((name) => {
      granted[name] = !!yes[name.slice(6)];
    });
    document.cookie = 'cookiesjsr=' + encodeURIComponent(JSON.stringify(granted)) + ';path=/';
    tell(granted);
  };
  window.breakIt = () => {
    document.cookie = 'cookiesjsr=%7Bbroken;path=/';
    tell({});
  };
})();
