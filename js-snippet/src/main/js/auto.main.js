/**
 * @fileoverview What is captured by itself beside page views: links that lead away, files, forms,
 * the site's search, pages that do not exist, what pages mark with data-piste-event, and what they
 * push for Google Analytics 4. It is loaded after consent, where the tag says data-auto, and only
 * calls the tracker, which looks at the consent again each time.
 */
import { acted } from './acts.js';
import { on } from './guard.js';
import { readLayer } from './layer.js';
import { looked, missed } from './pages.js';

/** What the tag asks for, in words. */
const asked = document.currentScript.dataset['auto'];

/**
 * @param {string} word
 * @return {boolean} whether the tag asks for it
 */
const wants = (word) => asked.includes(word);

for (const name of ['click', 'auxclick', 'submit']) {
  on(document, name, (event) => acted(event, wants));
}
if (wants('search')) {
  looked();
  on(document, 'piste:page', looked);
}
if (wants('notfound')) {
  missed();
}
if (wants('layer')) {
  readLayer();
}
