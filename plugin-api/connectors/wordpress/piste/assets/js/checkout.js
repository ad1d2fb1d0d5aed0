/**
 * Tells the shop, on its own address, what a guest typed into the e-mail field of the checkout when
 * the field is left, and whether the box beside it is ticked. The shop decides whether it is taken.
 */
(() => {
  const said = window.pisteCheckout;
  const EMAIL = '#billing_email, .wc-block-checkout #email';
  const BOX = '#piste_optin, .wc-block-checkout input[type=checkbox][id$="piste-optin"]';
  const last = {};

  if (!said) {
    return;
  }

  const send = (name, value) => {
    if (last[name] === value) {
      return;
    }
    last[name] = value;
    const body = new URLSearchParams({nonce: said.nonce, [name]: value});
    fetch(said.url, {method: 'POST', body, credentials: 'same-origin', keepalive: true})
        .catch(() => delete last[name]);
  };

  document.addEventListener('focusout', (event) => {
    const field = event.target;
    if (field.matches(EMAIL) && field.value && field.checkValidity()) {
      send('email', field.value.trim());
    }
  });

  document.addEventListener('change', (event) => {
    if (event.target.matches(BOX)) {
      send('marketing', event.target.checked ? 'yes' : 'no');
    }
  });
})();
