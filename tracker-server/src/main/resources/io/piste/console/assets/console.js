// What the console's pages do beyond links and forms. Each part works on its own and none is
// needed: without this file the pages can still be read and used.
'use strict';

/** Buttons that copy the text of the element they name. */
function copyOnClick() {
  document.addEventListener('click', (event) => {
    const button = event.target.closest('[data-copy]');
    if (!button) {
      return;
    }
    const source = document.getElementById(button.dataset.copy);
    navigator.clipboard.writeText(source.textContent.trim()).then(() => {
      const label = button.querySelector('[data-copy-label]');
      label.textContent = button.dataset.copied;
    }, () => selectText(source));
  });
}

/** Where the clipboard is not allowed, the text is at least selected. */
function selectText(element) {
  const range = document.createRange();
  range.selectNodeContents(element);
  const selection = window.getSelection();
  selection.removeAllRanges();
  selection.addRange(range);
}

/** Menus close when something else is clicked, or by Escape. */
function closeMenus() {
  const close = (except) => {
    for (const menu of document.querySelectorAll('details.menu[open]')) {
      if (!menu.contains(except)) {
        menu.open = false;
      }
    }
  };
  document.addEventListener('click', (event) => close(event.target));
  document.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') {
      const open = document.querySelector('details.menu[open]');
      close(null);
      if (open) {
        open.querySelector('summary').focus();
      }
    }
  });
}

/** The figures of the day under the pointer. */
function showTips() {
  const tip = document.createElement('div');
  tip.className = 'tip';
  tip.hidden = true;
  tip.setAttribute('aria-hidden', 'true');
  document.body.append(tip);
  document.addEventListener('pointerover', (event) => {
    const day = event.target.closest('[data-tip]');
    tip.hidden = !day;
    if (day) {
      tip.textContent = day.dataset.tip;
      placeTip(tip, day.getBoundingClientRect());
    }
  });
}

/** Above the day, within the window. */
function placeTip(tip, day) {
  const most = document.documentElement.clientWidth - tip.offsetWidth - 8;
  const left = day.left + day.width / 2 - tip.offsetWidth / 2;
  tip.style.left = Math.max(8, Math.min(left, most)) + 'px';
  tip.style.top = Math.max(8, day.top - tip.offsetHeight - 8) + 'px';
}

/** Live visits can be paused. */
function keepLive() {
  const button = document.querySelector('[data-live-pause]');
  if (!button) {
    return;
  }
  button.hidden = false;
  button.addEventListener('click', () => {
    const paused = button.getAttribute('aria-pressed') !== 'true';
    button.setAttribute('aria-pressed', String(paused));
  });
  document.body.addEventListener('htmx:beforeRequest', (event) => {
    const paused = button.getAttribute('aria-pressed') === 'true';
    if (event.detail.elt.matches('[data-live]') && (paused || document.hidden)) {
      event.preventDefault();
    }
  });
}

/** Who cannot see what refreshes by itself is told only when its summary changes. */
function tellChanges() {
  const status = document.querySelector('[data-live-status]');
  if (!status) {
    return;
  }
  document.body.addEventListener('htmx:afterSwap', () => {
    const summary = document.querySelector('[data-live-summary]');
    if (summary && status.textContent !== summary.textContent.trim()) {
      status.textContent = summary.textContent.trim();
    }
  });
}

/** A form that takes its time says so, and is sent once. */
function tellBusy() {
  document.addEventListener('submit', (event) => {
    const form = event.target.closest('[data-busy]');
    if (form) {
      form.querySelector('[data-busy-text]').textContent = form.dataset.busy;
      form.querySelector('button').disabled = true;
    }
  });
  // Back from the browser's memory of pages.
  window.addEventListener('pageshow', () => {
    for (const form of document.querySelectorAll('[data-busy]')) {
      form.querySelector('[data-busy-text]').textContent = '';
      form.querySelector('button').disabled = false;
    }
  });
}

/** Where tabs do not fit, the present one is in sight. */
function showPresentTab() {
  const tab = document.querySelector('.tabs [aria-current]');
  if (tab) {
    tab.parentElement.scrollLeft = tab.offsetLeft - tab.parentElement.offsetLeft - 16;
  }
}

copyOnClick();
closeMenus();
showTips();
keepLive();
tellChanges();
tellBusy();
showPresentTab();
