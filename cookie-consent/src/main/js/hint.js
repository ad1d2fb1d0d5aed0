/** @fileoverview What has run cannot be taken back: the page has to be loaded again. */
import { button, make } from './dom.js';
import { shaded } from './frames.js';

/** @type {?HTMLElement} */
let hint = null;

/** Takes the hint away. */
export const unsay = () => {
  if (hint) {
    hint.remove();
    hint = null;
  }
};

/**
 * Says that a purpose whose scripts have run was taken back.
 *
 * @param {!PisteConfiguration} found
 */
export const sayReload = (found) => {
  if (hint) {
    return;
  }
  const texts = found.body.texts;
  const box = make(
    'div',
    'hint',
    make('p', 'sentence', texts.reload),
    button('answer', texts.reloadNow, () => location.reload()),
    button('link', texts.later, unsay),
  );
  box.setAttribute('role', 'status');
  hint = shaded(found, 'piste-reload', box);
  document.body.append(hint);
};
