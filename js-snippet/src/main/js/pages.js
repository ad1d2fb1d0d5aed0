/** @fileoverview What the page itself is: the answer to a search, or nothing at all. */

/** What was searched for last. */
let last = '';

/** Tells of a search when the page shows its results. */
export const looked = () => {
  const term = (location.search.match(/[?&](?:q|s|search|query)=([^&]+)/) || [])[1];
  if (term && term != last) {
    window.piste('search', { 'term': decodeURIComponent(term.replace(/\+/g, ' ')) });
  }
  last = term;
};

/** Tells of a page that the server did not find, or that says so itself. */
export const missed = () => {
  if (
    document.querySelector('[data-piste-notfound]') ||
    performance.getEntriesByType('navigation')[0].responseStatus == 404
  ) {
    window.piste('notfound');
  }
};
