/** @fileoverview What visitors see, and what happens when they answer. */
import { choice } from './cookies.js';
import { decide, ignored } from './decide.js';
import { button, make } from './dom.js';
import { makeBanner, makeDialog, makeToggle } from './parts.js';
import { STYLE } from './style.js';

/** Banner, dialog and control, in a shadow tree that the styles of the page do not reach. */
export class Panel {
  /**
   * Fails when the configuration lacks something that people have to read before they choose.
   *
   * @param {string} address that choices are posted to
   * @param {string} site its public id
   * @param {!PisteConfiguration} configuration
   */
  constructor(address, site, configuration) {
    const body = configuration.body;
    this.address = address;
    this.site = site;
    this.configuration = configuration;
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
    this.banner = makeBanner(body, acts);
    this.dialog = makeDialog(body, acts, this.toggles, this.proof);
    this.control = button('control', body.texts.manage, acts.open);
    this.banner.addEventListener('keydown', (pressed) => {
      if (/** @type {!KeyboardEvent} */ (pressed).key == 'Escape') {
        ignored();
        this.leave();
      }
    });
    this.room = new CSSStyleSheet();
    this.root = this.mount();
    this.refresh();
  }

  /** @return {!ShadowRoot} */
  mount() {
    const host = make('piste-consent', '');
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(STYLE);
    const root = host.attachShadow({ mode: 'open' });
    root.adoptedStyleSheets = [sheet];
    root.append(this.banner, this.control, this.dialog);
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, this.room];
    host.lang = this.configuration.body.language;
    // Before the body, not in it: first for the keyboard, out of the way of the page's own styles,
    // and still there when an application replaces its body.
    document.body.before(host);
    return root;
  }

  /** @return {?{id: string, granted: !Array<string>}} the choice that holds, if any */
  held() {
    return choice(this.configuration.body.version, this.configuration.body.days);
  }

  /** @return {!Array<string>} purposes whose toggles are on */
  chosen() {
    return this.ids.filter((id, i) => this.toggles[i].checked);
  }

  /** Asks when there is no choice that holds. */
  refresh() {
    this.show(!this.held());
  }

  /** @param {boolean} asking whether the banner is there; else the control is */
  show(asking) {
    this.banner.hidden = !asking;
    this.control.hidden = asking;
    // What gets the keyboard's focus does not stay hidden behind the banner.
    const height = this.banner.offsetHeight;
    this.room.replaceSync(asking ? `html{scroll-padding-bottom:${height + 16}px}` : '');
  }

  /** Hides the banner; who was in it goes on at the control. */
  leave() {
    if (!this.banner.hidden) {
      this.show(false);
      this.control.focus();
    }
  }

  /** Opens the choices one by one, as they are now. */
  open() {
    const held = this.held();
    const label = this.configuration.body.texts.consentId;
    this.toggles.forEach((toggle, i) => {
      toggle.checked = !!held && held.granted.includes(this.ids[i]);
    });
    this.proof.textContent = held ? label + ' : ' + held.id : '';
    if (!this.dialog.open) {
      this.dialog.showModal();
    }
  }

  /**
   * @param {!Array<string>} granted
   * @param {string} how
   */
  async answer(granted, how) {
    if (this.busy) {
      return;
    }
    this.busy = true;
    this.say('');
    const held = this.held();
    const saved = await decide(this.address, {
      s: this.site,
      hash: this.configuration.hash,
      granted,
      how: held && held.granted.length && !granted.length ? 'withdraw' : how,
      u: location.origin + location.pathname,
    });
    this.busy = false;
    if (saved) {
      this.dialog.close();
      this.leave();
    } else {
      this.say(this.configuration.body.texts.failed);
    }
  }

  /** @param {string} words about a failure */
  say(words) {
    this.root.querySelectorAll('.failed').forEach((place) => {
      place.textContent = words;
    });
  }
}
