// Stands in for Complianz.
(() => {
  window.complianz = window.complianzSettings || { consenttype: 'optin', forceEnableStats: '' };
  window.cmplz_get_cookie = (name) =>
    (document.cookie.match('(?:^|; )cmplz_' + name + '=([^;]*)') || [])[1] || '';
  window.cmplz_has_consent = (category) => {
    const value = cmplz_get_cookie(category);
    return (complianz.consenttype !== 'optin' && value === '') || value === 'allow';
  };
  window.cmplz_set_banner_status = (status) => {
    window.opened = status === 'show';
  };
  window.cmplz_set_consent = (category, value) => {
    document.cookie = 'cmplz_' + category + '=' + value + ';path=/';
    document.dispatchEvent(new CustomEvent('cmplz_status_change', { detail: { category, value } }));
  };
  window.say = (yes) => {
    cmplz_set_consent('statistics', yes.visits ? 'allow' : 'deny');
    cmplz_set_consent('marketing', yes.carts ? 'allow' : 'deny');
    document.dispatchEvent(new CustomEvent('cmplz_fire_categories', { detail: {} }));
  };
  window.breakIt = () => {
    window.cmplz_has_consent = () => {
      throw new Error('broken');
    };
    document.dispatchEvent(new CustomEvent('cmplz_revoke', { detail: false }));
  };
})();
