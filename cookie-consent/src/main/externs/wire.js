/**
 * @externs
 * @fileoverview What goes over the wire: names that must not be shortened. The wire format is
 * described in docs/protocol.md.
 */

/**
 * A purpose, as people read it.
 *
 * @record
 */
function PistePurpose() {}
/** @type {string} */
PistePurpose.prototype.id;
/** @type {string} */
PistePurpose.prototype.title;
/** @type {string} */
PistePurpose.prototype.text;
/** @type {(string|undefined)} more of it, for those who want to know */
PistePurpose.prototype.details;

/**
 * What the banner says.
 *
 * @record
 */
function PisteTexts() {}
/** @type {string} */
PisteTexts.prototype.title;
/** @type {string} */
PisteTexts.prototype.intro;
/** @type {string} */
PisteTexts.prototype.change;
/** @type {string} */
PisteTexts.prototype.acceptAll;
/** @type {string} */
PisteTexts.prototype.rejectAll;
/** @type {string} */
PisteTexts.prototype.choose;
/** @type {string} */
PisteTexts.prototype.preferences;
/** @type {string} */
PisteTexts.prototype.save;
/** @type {string} */
PisteTexts.prototype.close;
/** @type {string} */
PisteTexts.prototype.manage;
/** @type {string} */
PisteTexts.prototype.privacy;
/** @type {string} */
PisteTexts.prototype.consentId;
/** @type {string} */
PisteTexts.prototype.necessary;
/** @type {string} */
PisteTexts.prototype.failed;
/** @type {string} */
PisteTexts.prototype.more;
/** @type {string} with {host} and {purpose} */
PisteTexts.prototype.frame;
/** @type {string} with {purpose} */
PisteTexts.prototype.allow;
/** @type {string} */
PisteTexts.prototype.reload;
/** @type {string} */
PisteTexts.prototype.reloadNow;
/** @type {string} */
PisteTexts.prototype.later;

/**
 * What may be asked of a visitor, and how.
 *
 * @record
 */
function PisteBody() {}
/** @type {number} */
PisteBody.prototype.version;
/** @type {string} */
PisteBody.prototype.language;
/** @type {number} how long a choice is remembered */
PisteBody.prototype.days;
/** @type {?string} */
PisteBody.prototype.privacyUrl;
/** @type {!PisteTexts} */
PisteBody.prototype.texts;
/** @type {!Array<!PistePurpose>} */
PisteBody.prototype.purposes;

/**
 * How the question looks and behaves.
 *
 * @record
 */
function PisteOptions() {}
/** @type {(string|undefined)} bar, card or dialog */
PisteOptions.prototype.layout;
/** @type {(!Object|undefined)} values of custom properties: light, dark, and others for both */
PisteOptions.prototype.theme;
/** @type {(string|undefined)} ltr or rtl */
PisteOptions.prototype.direction;
/** @type {(string|undefined)} ask or refuse: what the Global Privacy Control signal does */
PisteOptions.prototype.gpc;
/** @type {(!Object<string, string>|undefined)} signals of Google, each with its purpose */
PisteOptions.prototype.consentMode;
/** @type {(string|undefined)} whose banner asks */
PisteOptions.prototype.banner;

/** @record */
function PisteConfiguration() {}
/** @type {string} SHA-256 of the body */
PisteConfiguration.prototype.hash;
/** @type {!PisteBody} */
PisteConfiguration.prototype.body;
/** @type {(!PisteOptions|undefined)} */
PisteConfiguration.prototype.options;
/** @type {(string|undefined)} why nobody is asked and nothing is tracked here */
PisteConfiguration.prototype.off;

/**
 * A choice, as posted.
 *
 * @record
 */
function PisteDecision() {}
/** @type {string} public id of the site */
PisteDecision.prototype.s;
/** @type {string} of the text that was shown */
PisteDecision.prototype.hash;
/** @type {!Array<string>} */
PisteDecision.prototype.granted;
/** @type {string} accept, refuse, preferences, withdraw, gpc or again */
PisteDecision.prototype.how;
/** @type {string} page, without its query */
PisteDecision.prototype.u;
/** @type {(string|undefined)} consent id that this one replaces */
PisteDecision.prototype.prev;
/** @type {(string|undefined)} visitor token, where cookies of the tracker do not arrive */
PisteDecision.prototype.v;
/** @type {(boolean|undefined)} whether the browser asks not to be tracked (Global Privacy Control) */
PisteDecision.prototype.gpc;

/**
 * What the server made of it.
 *
 * @record
 */
function PisteAnswer() {}
/** @type {string} */
PisteAnswer.prototype.id;
/** @type {!Array<string>} */
PisteAnswer.prototype.granted;
/** @type {string} value of the consent cookie */
PisteAnswer.prototype.cookie;
/** @type {number} seconds that the consent cookie lives */
PisteAnswer.prototype.maxAge;
/** @type {?string} visitor token, where cookies of the tracker do not arrive */
PisteAnswer.prototype.visitor;

/**
 * Why it took nothing.
 *
 * @record
 */
function PisteProblem() {}
/** @type {string} */
PisteProblem.prototype.code;

/**
 * The claims of a visitor token that matter here.
 *
 * @record
 */
function PisteClaims() {}
/** @type {number} seconds since 1970 */
PisteClaims.prototype.exp;
