/**
 * Tells the shop, on its own address, what a guest typed into the e-mail field of the checkout when
 * the field is left, and whether the box beside it is ticked. The shop decides whether it is taken.
 */
(() => {
  const said = window.pisteCheckout;
  const EMAIL = '#billing_email, .wc-block-checkout #email';
  const BOX = '#piste_optin, .wc-block-checkout input[type=checkbox][id$="piste-optin"]';
  const known = {};
  let last = '';
  let waiting = Promise.resolve();

  if (!said) {
    return;
  }

  const form = () => new URLSearchParams({nonce: said.nonce, ...known});

  /** One after the other, and always all that is known: the shop keeps a session's last word. */
  const send = (name, value) => {
    known[name] = value;
    waiting = waiting.then(() => {
      const body = form();
      if (`${body}` === last) {
        return null;
      }
      last = `${body}`;
      return fetch(said.url, {method: 'POST', body, keepalive: true})
          .catch(() => {
            last = '';
          });
    });
  };

  // Whoever leaves does not wait for what was sent before.
  addEventListener('pagehide', () => {
    if (Object.keys(known).length && `${form()}` !== last) {
      navigator.sendBeacon(said.url, form());
    }
  });

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
