/**
 * @fileoverview Piste for pages that are put together by a bundler. Nothing happens when it is
 * imported, and nothing where there is no page. Its types are in piste.d.ts.
 */

/** Tells the tracker something; what is told before it is loaded waits. */
export const piste = (...call) => {
  if (typeof window === 'object') {
    window.piste =
      window.piste ||
      function () {
        (window.piste.q = window.piste.q || []).push(arguments);
      };
    window.piste(...call);
  }
};

/** Adds the tag to the page, once. */
export const load = ({ src, site, nonce, options = {} }) => {
  if (typeof document === 'object' && !document.querySelector('script[data-site]')) {
    const script = document.createElement('script');
    script.async = true;
    script.nonce = nonce || '';
    script.dataset.site = site;
    for (const [name, value] of Object.entries(options)) {
      script.dataset[name] = value;
    }
    script.src = src;
    document.head.append(script);
  }
};
