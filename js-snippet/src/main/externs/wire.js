/**
 * @externs
 * @fileoverview What goes over the wire and what pages call: names that must not be shortened.
 * The wire format is described in docs/protocol.md.
 */

/**
 * One thing that happened. What belongs to its type stands in a field of the type's name.
 *
 * @record
 */
function PisteEvent() {}
/** @type {string} UUID version 7 */
PisteEvent.prototype.id;
/** @type {string} */
PisteEvent.prototype.t;
/** @type {number} milliseconds since 1970 */
PisteEvent.prototype.at;
/** @type {string} address of the page */
PisteEvent.prototype.u;
/** @type {(string|undefined)} title of the page */
PisteEvent.prototype.ti;
/** @type {(string|undefined)} address that led here */
PisteEvent.prototype.r;
/** @type {(string|undefined)} language of the page */
PisteEvent.prototype.l;

/**
 * What is posted.
 *
 * @record
 */
function PisteBatch() {}
/** @type {string} public id of the site */
PisteBatch.prototype.s;
/** @type {string} consent id */
PisteBatch.prototype.c;
/** @type {(string|undefined)} visitor token, where cookies of the tracker do not arrive */
PisteBatch.prototype.v;
/** @type {number} milliseconds since 1970 */
PisteBatch.prototype.sent;
/** @type {!Array<!PisteEvent>} */
PisteBatch.prototype.e;

/**
 * What the server says after a logout: who goes on.
 *
 * @record
 */
function PisteAnswer() {}
/** @type {!Array<string>} cookies that the page has to set, since the server's do not arrive */
PisteAnswer.prototype.cookies;

/**
 * The detail of the event "piste:consent".
 *
 * @record
 */
function PisteChoice() {}
/** @type {!Array<string>} the purposes that were granted */
PisteChoice.prototype.granted;

/**
 * The function that pages call, be it the stub of the page or the real one.
 *
 * @record
 */
function PisteCalls() {}
/** @type {({push: function(!IArrayLike<*>): *}|undefined)} */
PisteCalls.prototype.q;

/** @type {?} the stub of the page, or the real function */
Window.prototype.piste;

/** @type {(!Array<?>|undefined)} what pages push for Google Analytics 4 */
Window.prototype.dataLayer;

/** @type {(number|undefined)} status of the answer that is shown */
PerformanceEntry.prototype.responseStatus;
