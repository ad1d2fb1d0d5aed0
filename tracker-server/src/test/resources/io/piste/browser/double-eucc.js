// Stands in for EU Cookie Compliance with a category for each purpose.
(() => {
  const names = ['piste_visits', 'piste_profile', 'piste_carts'];
  const details = {};
  names.forEach((name) => {
    details[name] = { checkbox_default_state: window.euccDefault || 'unchecked' };
  });
  window.drupalSettings = {
    eu_cookie_compliance: Object.assign(
      { method: 'categories', cookie_categories_details: details },
      window.euccSettings
    ),
  };
  const stored = JSON.parse(sessionStorage.getItem('eucc') || '{"status":null,"categories":[]}');
  const queue = [];
  const eucc = (...handler) => queue.push(handler);
  const tell = (name) => queue.filter((each) => each[0] === name).forEach((each) => each[1]({}));
  eucc.getCurrentStatus = () => stored.status;
  eucc.hasAgreed = () => stored.status === 1 || stored.status === 2;
  eucc.hasAgreedWithCategory = (name) => stored.categories.includes(name);
  eucc.toggleWithdrawBanner = () => {
    window.opened = true;
  };
  window.Drupal = { eu_cookie_compliance: eucc };
  window.say = (yes) => {
    stored.categories = names.filter((name) => yes[name.slice(6)]);
    tell('postPreferencesSave');
    stored.status = stored.categories.length ? 2 : 0;
    sessionStorage.setItem('eucc', JSON.stringify(stored));
    tell('postStatusSave');
  };
  window.breakIt = () => {
    eucc.getCurrentStatus = () => {
      throw new Error('broken');
    };
    tell('postStatusSave');
  };
})();
