// Stands in for the WP Consent API, with a banner that asks for opt-in.
(() => {
  const cookie = (name) => (document.cookie.match('(?:^|; )' + name + '=([^;]*)') || [])[1] || '';
  if (!window.wpTypeless) {
    window.wp_consent_type = window.wpType || 'optin';
  }
  window.wp_fallback_consent_type = '';
  window.wp_has_consent = (category) => {
    const type = window.wp_consent_type || window.wp_fallback_consent_type;
    const value = cookie('wp_consent_' + category);
    if (!type) {
      return true;
    }
    return (type.includes('optout') && value === '') || value === 'allow';
  };
  window.wp_set_consent = (category, value) => {
    document.cookie = 'wp_consent_' + category + '=' + value + ';path=/';
    const detail = [];
    detail[category] = value;
    document.dispatchEvent(new CustomEvent('wp_listen_for_consent_change', { detail }));
  };
  window.say = (yes) => {
    wp_set_consent('statistics', yes.visits ? 'allow' : 'deny');
    wp_set_consent('marketing', yes.carts ? 'allow' : 'deny');
  };
  window.breakIt = () => {
    window.wp_has_consent = () => {
      throw new Error('broken');
    };
    document.dispatchEvent(new CustomEvent('wp_listen_for_consent_change', { detail: [] }));
  };
})();
