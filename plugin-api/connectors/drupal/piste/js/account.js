/**
 * @file
 * Tells the tracker who is signed in, and that somebody signed out: after consent, and once each.
 */
(function (settings) {
  const KEY = 'piste_account';
  const signedIn = !!(settings.piste && settings.piste.signedIn);
  const base = (settings.path && settings.path.baseUrl) || '/';

  /** The tag may come after us. */
  const piste = function () {
    window.piste =
      window.piste ||
      function () {
        (window.piste.q = window.piste.q || []).push(arguments);
      };
    window.piste.apply(window, arguments);
  };

  /** The consent that the account was told under; empty where none was told. */
  const told = function () {
    try {
      return localStorage.getItem(KEY) || '';
    } catch (e) {
      return '';
    }
  };

  const remember = function (consent) {
    try {
      if (consent) {
        localStorage.setItem(KEY, consent);
      } else {
        localStorage.removeItem(KEY);
      }
    } catch (e) {
      // Then it is told again.
    }
  };

  /** A token for this very user: no cache may have it. */
  const identify = async function (consent) {
    if (told() === consent) {
      return;
    }
    const answer = await fetch(base + 'piste/identity', {
      cache: 'no-store',
      credentials: 'same-origin',
      headers: { Accept: 'application/json' },
    });
    const token = answer.ok ? (await answer.json()).token : '';
    if (token) {
      piste('identify', { token: token });
      remember(consent);
    }
  };

  // It also comes once when a page is loaded and a choice holds.
  document.addEventListener('piste:consent', function (event) {
    if (!event.detail || !event.detail.granted || !event.detail.granted.length) {
      remember('');
    } else if (signedIn) {
      identify(String(event.detail.id)).catch(function () {});
    } else if (told()) {
      remember('');
      piste('logout');
    }
  });
})(window.drupalSettings || {});
