/** @fileoverview What was chosen, in this tab or in another one, and what is chosen next. */
import { CHOICE, choice, cookie } from './cookies.js';
import { decide, tell } from './decide.js';
import { optionsOf } from './options.js';

/** The choice of this browser for one site. */
export class Consent {
  /**
   * @param {string} address that choices are posted to
   * @param {string} site its public id
   * @param {!PisteConfiguration} found
   * @param {function()} stale is called when the site asks something else by now
   */
  constructor(address, site, found, stale) {
    this.address = address;
    this.site = site;
    this.found = found;
    this.end = new AbortController();
    this.stale = () => {
      this.hush();
      this.end.abort();
      stale();
    };
    this.known = cookie(CHOICE);
    /** @type {?BroadcastChannel} */
    this.channel = null;
    // The site takes the browser's signal for a refusal, and asks nobody who sends it.
    this.silent =
      optionsOf(found).gpc == 'refuse' && navigator['globalPrivacyControl'] === true;
  }

  /** @return {?{id: string, granted: !Array<string>}} the choice that holds, if any */
  held() {
    return choice(this.found.body.version, this.found.body.days);
  }

  /** @return {boolean} whether the visitor has to be asked */
  due() {
    return !this.silent && !this.held();
  }

  /**
   * @param {!Array<string>} granted
   * @param {string} how
   * @return {!Promise<boolean>} whether it was saved; when not, nothing is allowed
   */
  async choose(granted, how) {
    const held = this.held();
    let act = how;
    if (held && held.granted.length && !granted.length) {
      act = 'withdraw';
    } else if (!held && this.known && how != 'gpc') {
      act = 'again';
    }
    const decision = {
      s: this.site,
      hash: this.found.hash,
      granted,
      how: act,
      u: location.origin + location.pathname,
    };
    const saved = await decide(this.address, decision, this.stale);
    this.known = cookie(CHOICE);
    if (this.channel) {
      this.channel.postMessage(0);
    }
    return saved;
  }

  /** @param {function()} changed is called when another tab chose, or the page comes back */
  follow(changed) {
    const look = () => {
      const now = cookie(CHOICE);
      if (now != this.known) {
        this.known = now;
        const held = this.held();
        tell(held ? held.granted : []);
        changed();
      }
    };
    // Other tabs are told without anything being stored. A page that rests in the browser's cache
    // has no channel open, for that would keep it out of there.
    const tune = () => {
      this.channel = new BroadcastChannel('piste');
      this.channel.onmessage = look;
    };
    const { signal } = this.end;
    tune();
    document.addEventListener('visibilitychange', look, { signal });
    window.addEventListener('pagehide', () => this.hush(), { signal });
    window.addEventListener(
      'pageshow',
      (shown) => {
        if (/** @type {!PageTransitionEvent} */ (shown).persisted) {
          tune();
          look();
          changed();
        }
      },
      { signal },
    );
  }

  /** Neither tells other tabs nor hears them. */
  hush() {
    if (this.channel) {
      this.channel.close();
      this.channel = null;
    }
  }
}
