/**
 * @fileoverview Axeptio. The list _axcb, the event cookies:complete with its choices by vendor and
 * openAxeptioCookies() are those of "Axeptio Javascript SDK" and "Listen to SDK events"
 * (developers.axeptio.eu). The event also comes with what was stored earlier; choices that say of
 * themselves that they are not complete are no answer.
 */
import { OWN_NAMES, attempt, follow } from './foreign.js';

/** @type {?Object} what was told last; null while nothing was */
let choices = null;

/** Whether its script is on the page. */
let there = false;

follow({
  usual: OWN_NAMES,
  listen: (changed) => {
    const waiting = (window['_axcb'] = window['_axcb'] || []);
    waiting['push']((sdk) => {
      there = true;
      sdk['on']('cookies:complete', (told) => {
        // A copy: its dialog may go on changing them. What cannot be read allows nothing.
        choices = told && /** @type {!Object} */ (attempt(() => Object.assign({}, told)) || {});
        changed();
      });
      changed();
    });
    return true;
  },
  read: () => {
    if (!there) {
      return undefined;
    }
    const told = choices;
    return told && told['$$completed'] !== false ? (name) => told[name] : null;
  },
  open: () => window['openAxeptioCookies'](),
});
