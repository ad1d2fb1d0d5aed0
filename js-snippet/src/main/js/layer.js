/** @fileoverview What a page pushes for Google Analytics 4 is told here as well. */
import { guarded } from './guard.js';

/** The names that the server knows. */
const NAMES = /^(view_item|(view|add_to|remove_from)_cart|begin_checkout|purchase)$/;

/** @param {?} pushed {event, ecommerce}, or the arguments of gtag: event, name, what there is to it */
const read = (pushed) => {
  const [kind, called, said] = pushed.length ? pushed : ['event', pushed['event'], pushed['ecommerce']];
  if (kind == 'event' && NAMES.test(called) && said) {
    window.piste(called, said);
  }
};

/** Reads what was pushed already, and what will be. */
export const readLayer = () => {
  const layer = (window.dataLayer = window.dataLayer || []);
  const push = layer.push;
  const each = guarded(read);
  layer.forEach((pushed) => each(pushed));
  layer.push = (...all) => {
    all.forEach((pushed) => each(pushed));
    return push.apply(layer, all);
  };
};
