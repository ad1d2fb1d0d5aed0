/**
 * @fileoverview Tells the server what was chosen, and the page what holds from now on. Whatever
 * goes wrong on the way is a refusal.
 */
import { CHOICE, VISITOR, cookie, erase, write } from './cookies.js';

/** Milliseconds that the server has to answer. */
const PATIENCE = 15000;

/** @param {!Array<string>} granted the purposes that hold on this page from now on */
export const tell = (granted) => {
  document.dispatchEvent(
    new CustomEvent('piste:consent', {
      detail: { 'id': cookie(CHOICE).split('.')[1] || null, 'granted': granted },
    }),
  );
};

/** Nothing is allowed: forgets what this browser remembers as far as a script can. */
export const closeAll = () => {
  erase(CHOICE);
  erase(VISITOR);
  tell([]);
};

/** The visitor went away from the question without an answer, which is a refusal for this page. */
export const ignored = () => tell([]);

/**
 * Where the cookies of the tracker do not arrive, the server set none, and the page keeps them.
 *
 * @param {!PisteAnswer} answer
 */
const keep = (answer) => {
  if (cookie(CHOICE) != answer.cookie) {
    write(CHOICE, answer.cookie, 'Max-Age=' + answer.maxAge);
  }
  if (answer.visitor) {
    const claims = answer.visitor.split('.')[1].replace(/-/g, '+').replace(/_/g, '/');
    const end = /** @type {!PisteClaims} */ (JSON.parse(atob(claims))).exp;
    write(VISITOR, answer.visitor, 'Expires=' + new Date(end * 1e3).toUTCString());
  } else if (cookie(VISITOR)) {
    // Nothing that is granted needs one.
    erase(VISITOR);
  }
};

/**
 * @param {string} address that choices are posted to
 * @param {!PisteDecision} decision
 * @return {!Promise<!PisteAnswer>}
 */
const post = async (address, decision) => {
  const answer = await fetch(address, {
    method: 'POST',
    credentials: 'include',
    signal: AbortSignal.timeout(PATIENCE),
    body: JSON.stringify(decision),
  });
  const saved = /** @type {!PisteAnswer} */ (await answer.json());
  if (!answer.ok || !saved.granted.every((id) => decision.granted.includes(id))) {
    throw saved;
  }
  return saved;
};

/**
 * @param {string} address that choices are posted to
 * @param {!PisteDecision} decision
 * @param {function()=} stale is called when what was shown is not what the site asks any more
 * @return {!Promise<boolean>} whether it was saved; when not, nothing is allowed
 */
export const decide = async (address, decision, stale) => {
  try {
    decision.prev = cookie(CHOICE).split('.')[1];
    decision.v = cookie(VISITOR) || undefined;
    decision.gpc = navigator['globalPrivacyControl'] === true;
    const saved = await post(address, decision);
    keep(saved);
    tell(saved.granted);
    return true;
  } catch (e) {
    closeAll();
    if (stale && e && /** @type {!PisteProblem} */ (e).code == 'text_changed') {
      stale();
    }
    return false;
  }
};
