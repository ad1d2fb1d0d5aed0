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

  /** Once for a choice in a tab: a token that this site signs for the person whose cookie comes with it. */
  function identify() {
    var choice = (document.cookie.match(/(?:^|; )piste_consent=1\.([\w-]+)/) || [])[1];
    if (!tag.dataset.identity || !choice || remember() === choice) {
      return;
    }
    remember(choice);
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

  /** Nothing is told of who refused. */
  function hear(granted) {
    tellOthers(granted);
    if (granted.length) {
      signOut();
      identify();
    } else {
      remember('');
    }
  }

  document.addEventListener('piste:consent', function (event) {
    hear((event.detail && event.detail.granted) || []);
  });

  // The banner may have said it before this script was there.
  var banner = document.querySelector('piste-consent');
  if (banner && banner.granted) {
    hear(banner.granted);
  }

  /** A link of the page's own, such as one in the menu, opens the choices. */
  document.addEventListener('click', function (event) {
    var link = event.target.closest && event.target.closest('a[href$="#piste-preferences"]');
    if (link) {
      event.preventDefault();
      window.piste('preferences');
    }
  });
})();
