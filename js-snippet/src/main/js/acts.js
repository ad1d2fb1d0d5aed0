/** @fileoverview What people do on a page: following links, sending forms, using what is marked. */

/** Files, by the end of their names. */
const FILE = /\.(pdf|zip|gz|dmg|exe|docx?|xlsx?|pptx?|csv|mp[34])$/i;

/** No fields to fill in. Some sites keep secrets in the names of hidden ones. */
const SILENT = /hidden|submit|button|fieldset/;

/** What the page wants left alone, with all that is in it. */
const IGNORED = '[data-piste-ignore]';

/**
 * @param {!HTMLAnchorElement} link
 * @return {string} what following it means, if anything
 */
const kindOf = (link) => {
  if (link.download || FILE.test(link.pathname)) {
    return 'download';
  }
  // A host below the page's, or above it, is no other site.
  const [own, other] = [location, link].map((to) => '.' + to.hostname.replace(/^www\./, ''));
  return own.endsWith(other) || other.endsWith(own) ? '' : 'outbound';
};

/**
 * @param {?HTMLAnchorElement} link
 * @param {function(string): boolean} wants
 */
const followed = (link, wants) => {
  const kind = link && /^http/.test(link.protocol) ? kindOf(link) : '';
  if (kind && wants(kind)) {
    window.piste('click', { 'kind': kind, 'to': link.href.split(/[?#]/)[0] });
  }
};

/** @param {!HTMLFormElement} form whose fields are told by name, never what is in them */
const sent = (form) => {
  const fields = new Set();
  for (const field of /** @type {!Iterable<?>} */ (form.elements)) {
    if (field.name && !SILENT.test(field.type) && !field.closest(IGNORED)) {
      fields.add(field.name);
    }
  }
  window.piste('form', {
    'id': form.getAttribute('id') || form.getAttribute('name'),
    'fields': [...fields].slice(0, 50),
  });
};

/** @param {!HTMLElement} marked has a name: data-piste-event="signup" data-piste-plan="free" */
const used = (marked) => {
  const properties = {};
  for (const { name, value } of marked.attributes) {
    if (/^data-piste-(?!event)/.test(name)) {
      properties[name.slice(11)] = value;
    }
  }
  window.piste('custom', { 'name': marked.dataset['pisteEvent'], 'properties': properties });
};

/**
 * @param {?} event a click, or that a form is sent
 * @param {function(string): boolean} wants
 */
export const acted = (event, wants) => {
  const target = event.composedPath()[0];
  // The right button opens a menu.
  if (!target.closest(IGNORED) && event.button != 2) {
    const form = event.type == 'submit';
    if (!form) {
      followed(target.closest('a[href]'), wants);
    } else if (wants('forms')) {
      sent(target);
    }
    const marked = target.closest('[data-piste-event]' + (form ? '' : ':not(form)'));
    if (marked) {
      used(marked);
    }
  }
};
