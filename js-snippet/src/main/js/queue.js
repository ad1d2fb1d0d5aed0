/**
 * @fileoverview Events that were not acknowledged yet: they wait for consent, then for the server.
 * At most 50; the oldest go first. They wait in memory, and what could not be delivered in the
 * browser's storage too, under the consent that it was gathered with.
 */
import { allowed, allows, consent, cookie } from './consent.js';
import { guarded } from './guard.js';

const LIMIT = 50;

/** Characters in one request: browsers send 64 KiB at the end of a page, and one may take three. */
const LARGEST = 20000;

/** Where the storage keeps them. */
const KEY = 'piste_queue';

/** @type {!Array<!PisteEvent>} */
let waiting = [];

/** Requests that failed in a row. */
let failures = 0;

/** The timer that will send what waits; 0 when there is none. */
let timer = 0;

/**
 * Events on their way of which the last is a logout: until it is answered nothing else may be sent,
 * for it would be sent in the name of whoever left.
 *
 * @type {!Array<!PisteEvent>}
 */
let leaving = [];

/** Where to, and for which site. */
let address = '';
let site = '';

/**
 * @param {string} to address that events are posted to
 * @param {string} of public id of the site
 */
export const aim = (to, of) => {
  address = to;
  site = of;
};

/** @param {!PisteEvent} event to be sent when this turn of the page's scripts is over */
export const add = (event) => {
  // A copy: the page may go on with its objects, and what cannot be sent harms nothing else.
  keep(waiting.concat(/** @type {!PisteEvent} */ (JSON.parse(JSON.stringify(event)))), 0);
};

/**
 * @param {!Array<!PisteEvent>} events that wait now; the oldest go when there are too many
 * @param {number} delay in milliseconds until they are sent, unless something is planned already
 */
const keep = (events, delay) => {
  waiting = events.slice(-LIMIT);
  timer =
    timer ||
    setTimeout(
      guarded(() => {
        timer = 0;
        flush();
      }),
      delay,
    );
};

/** Forgets everything that waits. */
export const drop = () => {
  waiting = [];
  store();
};

/** What waits goes into the storage, if somebody agreed to it; out of it goes what does not. */
const store = guarded(() => {
  const all = leaving.concat(waiting);
  if (allowed() && all[0]) {
    window.localStorage.setItem(KEY, JSON.stringify([consent().id, ...all]));
  } else {
    window.localStorage.removeItem(KEY);
  }
});

/**
 * After consent: what an earlier page could not deliver waits again, if this consent is still the
 * one that it was gathered under, and is forgotten otherwise.
 */
export const recall = guarded(() => {
  const [id, ...events] = /** @type {!Array<?>} */ (
    JSON.parse(window.localStorage.getItem(KEY) || '[]')
  );
  if (id == consent().id) {
    keep(events.concat(waiting), 0);
  }
  store();
});

/**
 * Sends what the consent of this moment allows and forgets the rest; without a choice all wait.
 *
 * @param {boolean=} ending whether the page may be gone in a moment
 */
export const flush = (ending) => {
  const choice = consent();
  if (choice && !leaving[0]) {
    const last = waiting.findIndex((event) => event.t == 'logout') + 1;
    const events = waiting
      .splice(0, last || LIMIT)
      .filter((event) => allows(choice.granted, event.t));
    leaving = last ? events : [];
    send(events, choice.id, ending);
  }
  if (leaving[0]) {
    store();
  }
};

/**
 * @param {!Array<!PisteEvent>} events
 * @param {string} id of the consent
 * @param {boolean=} ending
 */
const send = (events, id, ending) => {
  if (!events[0]) {
    return;
  }
  /** @type {!PisteBatch} */
  const batch = {
    s: site,
    c: id,
    v: cookie('piste_visitor') || undefined,
    sent: Date.now(),
    e: events,
  };
  const body = JSON.stringify(batch);
  if (events[1] && body[LARGEST]) {
    halve(events, id, ending);
  } else if (!ending || !navigator.sendBeacon(address, body)) {
    post(events, body, id);
  }
};

/**
 * @param {!Array<!PisteEvent>} events
 * @param {string} id of the consent
 * @param {boolean=} ending
 */
const halve = (events, id, ending) => {
  const half = events.length >> 1;
  send(events.slice(0, half), id, ending);
  send(events.slice(half), id, ending);
};

/**
 * A string is sent as text/plain, which needs no preflight.
 *
 * @param {!Array<!PisteEvent>} events
 * @param {string} body
 * @param {string} id of the consent
 */
const post = (events, body, id) => {
  const again = (/** number */ seconds) => {
    leaving = [];
    const pause = Math.min(2 ** failures++, 300) * (500 + Math.random() * 1000);
    keep(events.concat(waiting), Math.max(pause, seconds * 1000));
    store();
  };
  fetch(address, {
    method: 'POST',
    credentials: 'include',
    keepalive: !body[LARGEST],
    body,
  })
    .then(async (answer) => {
      if (answer.status == 429 || answer.status > 501) {
        again(Number(answer.headers.get('Retry-After')) || 0);
        return;
      }
      if (answer.status == 200) {
        // After a logout somebody else goes on. Where the server's cookies do not arrive, the page
        // keeps them.
        const renewed = /** @type {!PisteAnswer} */ (await answer.json());
        renewed.cookies.forEach((each) => (document.cookie = each));
      }
      failures = 0;
      leaving = [];
      if (answer.status == 400 && events[1]) {
        // One of them is wrong: the others need not suffer for it.
        halve(events, id);
      }
      store();
      flush();
    })
    .catch(() => again(0));
};
