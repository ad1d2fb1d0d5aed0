/** @fileoverview Embedded frames that wait for a purpose, and what stands there meanwhile. */
import { button, make } from './dom.js';
import { optionsOf } from './options.js';
import { STYLE } from './placeholder.js';
import { sheetOf, themed } from './theme.js';
import { STYLE as TOKENS } from './tokens.js';

/**
 * @param {!PisteConfiguration} found
 * @param {string} tag
 * @param {!Element} content
 * @return {!HTMLElement} an element whose look the page's own styles do not reach
 */
export const shaded = (found, tag, content) => {
  const options = optionsOf(found);
  const host = make(tag, '');
  const root = host.attachShadow({ mode: 'open' });
  root.adoptedStyleSheets = [sheetOf(TOKENS + STYLE), themed(options.theme)];
  root.append(content);
  host.lang = found.body.language;
  host.dir = options.direction || 'ltr';
  return host;
};

/**
 * @param {?HTMLIFrameElement} frame in a template, where addresses are relative to nothing
 * @return {string} the host that it will be asked of
 */
const hostOf = (frame) => {
  try {
    return new URL(frame.getAttribute('src') || '', /** @type {string} */ (document.baseURI)).host;
  } catch (e) {
    return location.host;
  }
};

/** A template of the page that waits for a purpose. */
export class Frame {
  /**
   * @param {!HTMLTemplateElement} template
   * @param {!PistePurpose} purpose
   * @param {!PisteConfiguration} found
   * @param {function(): !Promise<boolean>} allow
   */
  constructor(template, purpose, found, allow) {
    this.template = template;
    this.purpose = purpose;
    this.found = found;
    this.allow = allow;
    /** @type {!Array<!Node>} what was put into the page */
    this.shown = [];
    /** @type {?HTMLElement} */
    this.place = null;
  }

  /** @param {boolean} granted */
  settle(granted) {
    if (granted && !this.shown.length) {
      this.reveal();
    } else if (!granted && (this.shown.length || !this.place)) {
      this.conceal();
    }
  }

  /** Puts the content into the page: the nodes that the page wrote, not copies. */
  reveal() {
    const place = this.place;
    const used = place && place.contains(document.activeElement);
    this.shown = [...this.template.content.childNodes];
    this.template.after(this.template.content);
    if (place) {
      place.remove();
      this.place = null;
    }
    const first = /** @type {(!HTMLElement|undefined)} */ (
      this.shown.find((node) => node instanceof HTMLElement)
    );
    if (used && first) {
      first.focus();
    }
  }

  /** Takes the content back out of the page, which ends what runs in its frames. */
  conceal() {
    this.template.content.append(...this.shown);
    this.shown = [];
    this.place = this.makePlace();
    this.template.after(this.place);
  }

  /** @return {!HTMLElement} what it is, whose it is, and how to get it */
  makePlace() {
    const texts = this.found.body.texts;
    const frame = /** @type {?HTMLIFrameElement} */ (
      this.template.content.querySelector('iframe')
    );
    const of = this.template.dataset;
    const from = of['from'] || hostOf(frame);
    const name = of['title'] || (frame && frame.title) || from;
    const filled = (/** string */ words) =>
      words.replace('{host}', () => from).replace('{purpose}', () => this.purpose.title);
    const failed = make('p', 'failed');
    failed.setAttribute('role', 'alert');
    const press = async () => {
      failed.textContent = '';
      if (!(await this.allow())) {
        failed.textContent = texts.failed;
      }
    };
    const box = make(
      'div',
      'placeholder',
      make('p', 'name', name),
      make('p', 'sentence', filled(texts.frame)),
      button('answer', filled(texts.allow), press),
      button('link', texts.choose, () => document.dispatchEvent(new CustomEvent('piste:preferences'))),
      failed,
    );
    box.setAttribute('role', 'group');
    box.setAttribute('aria-label', name);
    const place = shaded(this.found, 'piste-placeholder', box);
    this.size(place, frame);
    return place;
  }

  /**
   * As large as the frame will be, where the page says so.
   *
   * @param {!HTMLElement} place
   * @param {?HTMLIFrameElement} frame
   */
  size(place, frame) {
    if (frame && Number(frame.width) && Number(frame.height)) {
      const sheets = place.shadowRoot.adoptedStyleSheets;
      const width = Number(frame.width);
      sheets[0].insertRule(
        `.placeholder{max-width:${width}px;aspect-ratio:${width}/${Number(frame.height)}}`,
        sheets[0].cssRules.length,
      );
    }
  }
}
