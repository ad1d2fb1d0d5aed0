// The find box: the list under it opens as it is filled, arrows walk through it, Escape closes it,
// and a slash leads into the box from anywhere. Without this file Enter still leads to the page.
'use strict';

/** Whether keys go to something else than the page. */
function writes(element) {
  return element.matches('input, textarea, select, [contenteditable]');
}

/** The next or previous line of the list, from the box or from a line. */
function walk(form, step) {
  const stops = [form.querySelector('input'), ...form.querySelectorAll('.find-list a')];
  const at = stops.indexOf(document.activeElement);
  const next = stops[Math.max(0, Math.min(stops.length - 1, at + step))];
  next.focus();
}

/** Opens and closes the list of one box. */
function findAsTyped(form) {
  const box = form.querySelector('input');
  const list = form.querySelector('.find-list');
  const show = (open) => {
    list.hidden = !open || list.childElementCount === 0;
  };
  list.addEventListener('htmx:afterSwap', () => show(box.value.trim() !== ''));
  box.addEventListener('focus', () => show(box.value.trim() !== ''));
  box.addEventListener('input', () => {
    if (box.value.trim() === '') {
      show(false);
    }
  });
  document.addEventListener('pointerdown', (event) => {
    if (!form.contains(event.target)) {
      show(false);
    }
  });
  form.addEventListener('focusout', (event) => {
    if (event.relatedTarget && !form.contains(event.relatedTarget)) {
      show(false);
    }
  });
  form.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') {
      show(false);
      box.focus();
      show(false);
    } else if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      show(box.value.trim() !== '');
      walk(form, event.key === 'ArrowDown' ? 1 : -1);
    }
  });
}

for (const form of document.querySelectorAll('[data-find]')) {
  findAsTyped(form);
}
document.addEventListener('keydown', (event) => {
  const box = document.querySelector('[data-find] input');
  if (event.key === '/' && box && !writes(event.target)) {
    event.preventDefault();
    box.focus();
  }
});
