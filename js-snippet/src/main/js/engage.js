/**
 * @fileoverview How long the page was before somebody's eyes, and how far they went. Time counts
 * while the page is visible and has the keyboard's focus.
 */
import { allowed, isRefused } from './consent.js';
import { counted, tell } from './events.js';

/** When attention began; 0 while there is none. */
let since = 0;

/** Milliseconds of it that were not told yet. */
let spent = 0;

/** How far down the page was scrolled. */
let lowest = 0;

/** Looks whether somebody looks, and how far down. */
export const look = () => {
  const now = performance.now();
  spent += since && now - since;
  since =
    document.visibilityState == 'visible' && document.hasFocus() && !isRefused() ? now : 0;
  lowest = Math.max(lowest, window.scrollY);
};

/** Tells what there was since the last time, to whoever agreed to be told of. */
export const engaged = () => {
  look();
  if (spent && allowed()) {
    const height = document.documentElement.scrollHeight;
    tell(
      'engage',
      {
        'visible': Math.min(spent | 0, 864e5),
        'depth': Math.min((((lowest + window.innerHeight) / height) * 100) | 0, 100),
      },
      counted(),
    );
    // Nothing more until it is looked at again: a page may end by two signs.
    spent = since = 0;
  }
};

/** What was before a choice, or on another page, does not count. */
export const forget = () => {
  look();
  spent = lowest = 0;
};
