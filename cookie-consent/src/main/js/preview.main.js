/**
 * @fileoverview The banner as it would be, for the console to show while it is edited. Nothing is
 * fetched, sent, read or stored: all comes from the page around this one. The messages are
 * described in docs/consent.md.
 */
import { optionsOf } from './options.js';
import { Panel } from './panel.js';

let answered = false;

/** The keeper of choices that nobody makes. */
const nobody = {
  held: () => null,
  due: () => !answered,
  choose: async () => {
    answered = true;
    return true;
  },
};

/** @param {!Object} message for the page around this one */
const say = (message) => window.parent.postMessage(message, location.origin);

/**
 * Shows the colours of one scheme, whichever the person at the console prefers.
 *
 * @param {!ShadowRoot} root
 * @param {string} scheme light, dark, or nothing for the person's own
 */
const force = (root, scheme) => {
  for (const sheet of root.adoptedStyleSheets) {
    for (const rule of Array.from(/** @type {!CSSRuleList} */ (sheet.cssRules))) {
      const media = /** @type {!CSSMediaRule} */ (rule).media;
      const about = media && /color-scheme: ?(\w+)/.exec(media.mediaText);
      if (about) {
        media.mediaText = about[1] == scheme ? 'all' : 'not all';
      }
    }
  }
};

/** @param {!Object} message */
const draw = (message) => {
  answered = false;
  document.querySelectorAll('piste-consent').forEach((old) => old.remove());
  const configuration = /** @type {!PisteConfiguration} */ (message['configuration']);
  const panel = new Panel(configuration.body, optionsOf(configuration), nobody);
  if (message['scheme']) {
    force(panel.root, String(message['scheme']));
  }
  if (message['view'] == 'choices') {
    panel.open();
  }
  panel.show(message['view'] != 'control');
};

window.addEventListener('message', (heard) => {
  const event = /** @type {!MessageEvent} */ (heard);
  const message = /** @type {?Object} */ (event.data);
  if (
    event.origin == location.origin &&
    event.source == window.parent &&
    message &&
    message['piste'] == 'preview'
  ) {
    let ok = true;
    try {
      draw(message);
    } catch (e) {
      ok = false;
    }
    say({ 'piste': 'shown', 'ok': ok });
  }
});
say({ 'piste': 'ready' });
