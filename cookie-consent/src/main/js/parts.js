/** @fileoverview The parts of the question: what is asked and why, in the words of the texts. */
import { button, make, said } from './dom.js';

/**
 * What the buttons do.
 *
 * @typedef {{accept: function(), refuse: function(), save: function(), open: function(),
 *     close: function()}}
 */
export let Acts;

/**
 * @param {!PistePurpose} purpose
 * @param {string} words that lead to them
 * @return {?HTMLElement} what more there is to know of a purpose, for those who want to
 */
const more = (purpose, words) => {
  if (!purpose.details) {
    return null;
  }
  const summary = make('summary', 'link', said(words));
  summary.setAttribute('aria-label', words + ' : ' + purpose.title);
  return make('details', 'details', summary, make('p', 'sentence', purpose.details));
};

/**
 * @param {!PistePurpose} purpose
 * @param {!PisteTexts} texts
 * @param {?Element=} toggle where there is one
 * @return {!HTMLElement}
 */
const listed = (purpose, texts, toggle) => {
  const sentence = make('p', 'sentence', said(purpose.text));
  const name = make(toggle ? 'label' : 'h3', 'name', said(purpose.title), toggle);
  if (toggle) {
    sentence.id = purpose.id;
    toggle.setAttribute('aria-describedby', purpose.id);
  }
  return make('li', 'purpose', name, sentence, more(purpose, texts.more));
};

/**
 * @param {!PisteBody} body
 * @param {string} words
 * @return {?HTMLElement} a link to the site's privacy policy, where it has one
 */
const policy = (body, words) => {
  if (!body.privacyUrl) {
    return null;
  }
  const link = make('a', 'link', said(words));
  link.setAttribute('href', body.privacyUrl);
  return link;
};

/**
 * @param {!PisteTexts} texts
 * @param {!Acts} acts
 * @return {!Array<!HTMLElement>} the two answers that are alike in everything but their words
 */
const answers = (texts, acts) => [
  button('answer', texts.rejectAll, acts.refuse),
  button('answer', texts.acceptAll, acts.accept),
];

/** @return {!HTMLElement} where a failure is said */
const alertPlace = () => {
  const place = make('p', 'failed');
  place.setAttribute('role', 'alert');
  return place;
};

/** @return {!HTMLInputElement} off, as all of them are (rule C4) */
export const makeToggle = () => {
  const toggle = /** @type {!HTMLInputElement} */ (make('input', 'toggle'));
  toggle.type = 'checkbox';
  toggle.setAttribute('role', 'switch');
  return toggle;
};

/**
 * The question. It does not trap the keyboard: the page can be read without an answer.
 *
 * @param {!PisteBody} body
 * @param {!Acts} acts
 * @param {string|undefined} layout where it stands: bar, card or dialog
 * @return {!HTMLElement}
 */
export const makeBanner = (body, acts, layout) => {
  const texts = body.texts;
  const banner = make(
    'section',
    'banner ' + (layout == 'card' ? layout : layout == 'dialog' ? 'middle' : 'bar'),
    make('h2', 'title', said(texts.title)),
    make('p', 'intro', said(texts.intro)),
    make('ul', 'purposes', ...body.purposes.map((purpose) => listed(purpose, texts))),
    make('p', 'note', said(texts.change), ' ', policy(body, texts.privacy)),
    alertPlace(),
    make('div', 'actions', ...answers(texts, acts), button('link choose', texts.choose, acts.open)),
  );
  banner.setAttribute('aria-label', said(texts.title));
  return banner;
};

/**
 * The choices one by one.
 *
 * @param {!PisteBody} body
 * @param {!Acts} acts
 * @param {!Array<!HTMLInputElement>} toggles one for each purpose
 * @param {!HTMLElement} proof where the number of the choice is shown
 * @return {!HTMLDialogElement}
 */
export const makeDialog = (body, acts, toggles, proof) => {
  const texts = body.texts;
  const purposes = body.purposes.map((purpose, i) => listed(purpose, texts, toggles[i]));
  const privacy = policy(body, texts.privacy);
  const dialog = make(
    'dialog',
    'dialog',
    make('h2', 'title', said(texts.preferences)),
    make('ul', 'purposes', ...purposes),
    make('p', 'note', said(texts.necessary), ' ', said(texts.change), ' ', privacy),
    proof,
    alertPlace(),
    make(
      'div',
      'actions',
      ...answers(texts, acts),
      button('save', texts.save, acts.save),
      button('link close', texts.close, acts.close),
    ),
  );
  dialog.setAttribute('aria-label', texts.preferences);
  return /** @type {!HTMLDialogElement} */ (dialog);
};
