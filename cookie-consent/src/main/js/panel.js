/** @fileoverview What visitors see, and what happens when they answer. */
import { stepAside } from './aside.js';
import { ignored } from './decide.js';
import { button, make } from './dom.js';
import { makeBanner, makeDialog, makeToggle } from './parts.js';
import { STYLE } from './style.js';
import { sheetOf, themed } from './theme.js';
import { STYLE as TOKENS } from './tokens.js';

/**
 * Where choices are kept.
 *
 * @typedef {{
 *   held: function(): ?{id: string, granted: !Array<string>},
 *   due: function(): boolean,
 *   choose: function(!Array<string>, string): !Promise<boolean>,
 * }}
 */
export let Keeper;

/** Banner, dialog and control, in a shadow tree that the styles of the page do not reach. */
export class Panel {
  /**
   * Fails when the configuration lacks something that people have to read before they choose.
   *
   * @param {!PisteBody} body
   * @param {!PisteOptions} options
   * @param {!Keeper} keeper
   */
  constructor(body, options, keeper) {
    this.texts = body.texts;
    this.keeper = keeper;
    this.ids = body.purposes.map((purpose) => purpose.id);
    this.busy = false;
    const acts = {
      accept: () => this.answer(this.ids, 'accept'),
      refuse: () => this.answer([], 'refuse'),
      save: () => this.answer(this.chosen(), 'preferences'),
      open: () => this.open(),
      close: () => this.dialog.close(),
    };
    this.toggles = this.ids.map(makeToggle);
    this.proof = make('p', 'note proof');
    this.banner = makeBanner(body, acts, options.layout);
    this.dialog = makeDialog(body, acts, this.toggles, this.proof);
    this.control = button('control', body.texts.manage, acts.open);
    this.banner.addEventListener('keydown', (pressed) => {
      if (/** @type {!KeyboardEvent} */ (pressed).key == 'Escape') {
        ignored();
        this.show(false);
      }
    });
    this.host = make('piste-consent', '');
    this.root = this.host.attachShadow({ mode: 'open' });
    this.root.adoptedStyleSheets = [sheetOf(TOKENS + STYLE), themed(options.theme)];
    this.root.append(this.banner, this.control, this.dialog);
    this.host.lang = body.language;
    this.host.dir = options.direction || 'ltr';
    this.refresh();
    // Before the body, not in it: first for the keyboard, out of the way of the page's own styles,
    // and still there when an application replaces its body.
    document.body.before(this.host);
    stepAside(this.banner);
  }

  /** @return {!Array<string>} purposes whose toggles are on */
  chosen() {
    return this.ids.filter((id, i) => this.toggles[i].checked);
  }

  /** Shows what holds; asks when there is no choice that holds. */
  refresh() {
    this.reread();
    this.show(this.keeper.due());
  }

  /** Sets toggles and number to what holds. */
  reread() {
    const held = this.keeper.held();
    this.host['granted'] = held && held.granted;
    this.toggles.forEach((toggle, i) => {
      toggle.checked = !!held && held.granted.includes(this.ids[i]);
    });
    this.proof.textContent = held ? this.texts.consentId + ' : ' + held.id : '';
  }

  /**
   * Who was in the banner when it goes is led on to the control.
   *
   * @param {boolean} asking whether the banner is there; else the control is
   */
  show(asking) {
    const left = !asking && this.banner.contains(this.root.activeElement);
    this.banner.hidden = !asking;
    this.control.hidden = asking;
    if (left) {
      this.control.focus();
    }
  }

  /** Opens the choices one by one, as they are now. */
  open() {
    if (!this.dialog.open) {
      this.reread();
      this.dialog.showModal();
    }
  }

  /**
   * @param {!Array<string>} granted
   * @param {string} how
   * @return {!Promise<boolean>} whether it was saved
   */
  async answer(granted, how) {
    if (this.busy) {
      return false;
    }
    this.busy = true;
    this.say('');
    const saved = await this.keeper.choose(granted, how);
    this.busy = false;
    if (saved) {
      this.dialog.close();
      this.refresh();
    } else {
      this.host['granted'] = null;
      this.say(this.texts.failed);
    }
    return saved;
  }

  /** @param {string} words about a failure */
  say(words) {
    this.root.querySelectorAll('.failed').forEach((place) => {
      place.textContent = words;
    });
  }
}
