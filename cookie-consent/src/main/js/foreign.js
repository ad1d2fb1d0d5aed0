/**
 * @fileoverview The page has another banner: it asks, ours stays away, and what it was told is
 * still recorded by the server. Whatever is missing, unclear or broken over there is a refusal
 * here. What each banner offers is described in docs/foreign-banners.md.
 */
import { choice } from './cookies.js';
import { decide, ignored } from './decide.js';

/** Milliseconds after the page was loaded that the other banner has to show up. */
const PATIENCE = 5000;

/** Milliseconds between two looks whether it did. */
const PAUSE = 200;

/**
 * What is known about another banner. All of it may throw.
 *
 * usual: our purposes, each with what the other banner calls it, where the owner says nothing.
 * listen: hears of changes; answers whether it found somebody to listen to.
 * read: undefined while there is no such banner, null while nobody answered it or nobody was asked
 * to agree, else whether a name of its own was allowed.
 * open: shows its choices.
 *
 * @typedef {{
 *   usual: !Object<string, !Array<string>>,
 *   listen: function(function()): boolean,
 *   read: function(): (null|undefined|function(string): *),
 *   open: function(),
 * }}
 */
export let Foreign;

/** The purposes under our own names, for banners whose owner makes up the names. */
export const OWN_NAMES = {
  'visits': ['piste_visits'],
  'profile': ['piste_profile'],
  'carts': ['piste_carts'],
};

/** The purposes under the categories that WordPress knows. */
export const CATEGORIES = {
  'visits': ['statistics'],
  'profile': ['marketing'],
  'carts': ['marketing'],
};

/**
 * @param {function(): *} work
 * @return {*} what it answers; undefined when it fails
 */
export const attempt = (work) => {
  try {
    return work();
  } catch (e) {
    return undefined;
  }
};

/** Follows what visitors tell the other banner. */
class Follower {
  /**
   * @param {!Foreign} foreign
   * @param {!Array} handed by our banner: address of choices, site, what it fetched
   */
  constructor(foreign, handed) {
    this.foreign = foreign;
    this.address = /** @type {string} */ (handed[0]);
    this.site = /** @type {string} */ (handed[1]);
    this.found = /** @type {!PisteConfiguration} */ (handed[2]);
    const options = /** @type {!Object} */ (handed[2]['options']);
    this.map = /** @type {!Object<string, *>} */ (options['map'] || foreign.usual);
    this.strict = options['gpc'] == 'refuse' && navigator['globalPrivacyControl'] === true;
    this.heard = false;
    this.late = false;
    this.answered = false;
    this.busy = false;
    this.again = false;
    this.due = 0;
    /** Always the same, so that listening twice is listening once; one answer may be many changes. */
    this.changed = () => {
      clearTimeout(this.due);
      this.due = setTimeout(() => this.settle());
    };
  }

  /** Looks for the other banner until it is there or its time is over. */
  seek() {
    this.heard = this.heard || attempt(() => this.foreign.listen(this.changed)) === true;
    this.settle();
    if (!this.heard && !this.late) {
      setTimeout(() => this.seek(), PAUSE);
    }
  }

  /** Its time is over: a banner that is not there was not answered. */
  end() {
    this.late = true;
    this.settle();
  }

  /**
   * @param {function(string): *} allows
   * @return {!Array<string>} purposes all of whose names were allowed; one without names is refused
   */
  granted(allows) {
    const clear = (names) =>
      Array.isArray(names) && names.length > 0 && names.every((name) => attempt(() => allows(name)) === true);
    return this.found.body.purposes
      .map((purpose) => purpose.id)
      .filter((id) => !this.strict && clear(this.map[id]));
  }

  /**
   * Records what holds now, unless that is known; ends what no longer holds. A banner that just
   * starts may know nothing yet: it has its time, unless it answered on this page before.
   */
  settle() {
    const body = this.found.body;
    const held = choice(body.version, body.days);
    const before = held ? held.granted : [];
    /** @type {(null|undefined|function(string): *)} */
    let allows;
    try {
      allows = this.foreign.read();
    } catch (e) {
      // As if it were not there.
    }
    if (allows) {
      this.answered = true;
      const now = this.granted(allows);
      if (!held || now.length != before.length || !now.every((id) => before.includes(id))) {
        this.record(now);
      }
    } else if (this.late || this.answered) {
      if (before.length) {
        this.record([]);
      } else if (allows === undefined) {
        ignored();
      }
    }
  }

  /** @param {!Array<string>} granted */
  async record(granted) {
    if (this.busy) {
      this.again = true;
      return;
    }
    this.busy = true;
    const saved = await decide(this.address, {
      s: this.site,
      hash: this.found.hash,
      granted,
      how: 'api',
      u: location.origin + location.pathname,
    });
    this.busy = false;
    // What changed meanwhile; a server that takes nothing is not asked again and again.
    if (this.again) {
      this.again = false;
      if (saved) {
        this.settle();
      }
    }
  }
}

/** @param {!Foreign} foreign */
export const follow = (foreign) => {
  const handed = /** @type {!Array} */ (document.currentScript['piste']);
  const follower = new Follower(foreign, handed);
  document.addEventListener('piste:preferences', () => attempt(() => foreign.open()));
  window.addEventListener('pageshow', (shown) => {
    if (/** @type {!PageTransitionEvent} */ (shown).persisted) {
      follower.settle();
    }
  });
  const wait = () => setTimeout(() => follower.end(), PATIENCE);
  if (document.readyState == 'complete') {
    wait();
  } else {
    window.addEventListener('load', wait);
  }
  follower.seek();
};
