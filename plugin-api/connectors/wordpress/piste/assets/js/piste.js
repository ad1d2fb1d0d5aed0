/**
 * What the tracker's own script cannot know of WordPress: who is signed in, that somebody signed out,
 * and what other plugins shall hear of a choice. It stores nothing before a choice, and one word after.
 */
(function () {
  'use strict';

  var tag = document.currentScript;
  var known = 'piste_identified';

  window.piste =
    window.piste ||
    function () {
      (window.piste.q = window.piste.q || []).push(arguments);
    };

  /** The tab's own memory, which may be forbidden. */
  function remember(word) {
    try {
      if (word === undefined) {
        return sessionStorage.getItem(known);
      }
      return word ? sessionStorage.setItem(known, word) : sessionStorage.removeItem(known);
    } catch (e) {
      return null;
    }
  }

  /** Once for a choice: a token that this site signs for the person whose cookie comes with it. */
  function identify(choice) {
    if (!tag.dataset.identity || remember() === choice.id) {
      return;
    }
    remember(choice.id);
    fetch(tag.dataset.identity, {
      headers: { 'X-WP-Nonce': tag.dataset.nonce },
      credentials: 'same-origin',
      cache: 'no-store',
    })
      .then(function (answer) {
        return answer.status === 200 ? answer.json() : null;
      })
      .then(function (said) {
        if (said && said.token) {
          window.piste('identify', { token: said.token });
        }
      })
      .catch(function () {
        remember('');
      });
  }

  /** Who signed out may hand the browser on: the tracker begins anew. */
  function signOut() {
    if (/(?:^|; )piste_signed_out=1/.test(document.cookie)) {
      document.cookie = 'piste_signed_out=; Max-Age=0; Path=/; SameSite=Lax';
      remember('');
      window.piste('logout');
    }
  }

  /** Purposes that have the name of a category of the WP Consent API are said to other plugins. */
  function tellOthers(granted) {
    if (tag.dataset.tell && typeof window.wp_set_consent === 'function') {
      ['preferences', 'statistics', 'statistics-anonymous', 'marketing'].forEach(function (category) {
        window.wp_set_consent(category, granted.indexOf(category) < 0 ? 'deny' : 'allow');
      });
    }
  }

  document.addEventListener('piste:consent', function (event) {
    var choice = event.detail || {};
    var granted = choice.granted || [];
    tellOthers(granted);
    if (granted.length) {
      signOut();
      identify(choice);
    } else {
      remember('');
    }
  });

  /** A link of the page's own, such as one in the menu, opens the choices. */
  document.addEventListener('click', function (event) {
    var link = event.target.closest && event.target.closest('a[href$="#piste-preferences"]');
    if (link) {
      event.preventDefault();
      window.piste('preferences');
    }
  });
})();
