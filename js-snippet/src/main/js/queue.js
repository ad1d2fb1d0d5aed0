/**
 * @fileoverview Events that were not acknowledged yet, in memory only: they wait for consent, then
 * for the server. At most 50; the oldest go first.
 */
import { allows, consent, cookie } from './consent.js';
import { guarded } from './guard.js';

const LIMIT = 50;

/** Characters in one request: the server takes 64 KiB, and so do browsers at the end of a page. */
const LARGEST = 30000;

/** @type {!Array<!PisteEvent>} */
let waiting = [];

/** Requests that failed in a row. */
let failures = 0;

/** The timer that will send what waits; 0 when there is none. */
let timer = 0;

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
  keep([event]);
  later(0);
};

/** Forgets everything that waits. */
export const drop = () => {
  waiting = [];
};

/**
 * Sends what the consent of this moment allows and forgets the rest; without a choice all wait.
 *
 * @param {boolean=} ending whether the page may be gone in a moment
 */
export const flush = (ending) => {
  const choice = consent();
  if (choice) {
    const allowed = waiting.filter((event) => allows(choice.granted, event.t));
    drop();
    send(allowed, choice.id, ending);
  }
};

/**
 * @param {!Array<!PisteEvent>} events
 * @param {string} id of the consent
 * @param {boolean=} ending
 */
const send = (events, id, ending) => {
  if (!events.length) {
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
  const half = events.length >> 1;
  if (half && body.length > LARGEST) {
    send(events.slice(0, half), id, ending);
    send(events.slice(half), id, ending);
  } else if (!ending || !navigator.sendBeacon || !navigator.sendBeacon(address, body)) {
    post(events, body, id);
  }
};

/**
 * A string is sent as text/plain, which needs no preflight.
 *
 * @param {!Array<!PisteEvent>} events
 * @param {string} body
 * @param {string} id of the consent
 */
const post = (events, body, id) => {
  const again = () => {
    keep(events);
    later(Math.min(2 ** failures++, 300) * (500 + Math.random() * 1000));
  };
  fetch(address, {
    method: 'POST',
    credentials: 'include',
    keepalive: body.length < LARGEST * 2,
    body,
  }).then((answer) => {
    if (answer.status == 429 || answer.status == 503) {
      again();
    } else {
      failures = 0;
      if (answer.status == 400 && events[1]) {
        // One of them is wrong: the others need not suffer for it.
        events.forEach((event) => send([event], id));
      }
    }
  }, again);
};

/** @param {!Array<!PisteEvent>} events */
const keep = (events) => {
  waiting = waiting.concat(events).slice(-LIMIT);
};

/** @param {number} delay in milliseconds, unless something is planned already */
const later = (delay) => {
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
