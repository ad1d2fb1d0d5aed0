// What the shop tells the tracker. The first line is the stub queue of Piste's installation page:
// calls wait in memory until the tracker is there and the visitor has agreed.
window.piste = window.piste || function () { (window.piste.q = window.piste.q || []).push(arguments); };

for (const call of JSON.parse(document.getElementById('piste-calls').textContent)) {
  window.piste(...call);
}

for (const button of document.querySelectorAll('[data-open-choices]')) {
  button.addEventListener('click', () => window.piste('preferences'));
}

// A shop without a server of its own fills the cart again from the page: the tracker answers
// product ids and quantities and nothing else.
const restore = document.getElementById('restore');
if (restore) {
  const t = new URLSearchParams(location.search).get('piste_restore') || '';
  const { cart, site, tracker } = restore.dataset;
  history.replaceState(null, '', location.pathname);
  // The visitor token is ours to read where the tracker is on another site; elsewhere cookies travel.
  const v = (document.cookie.match(/(?:^|; )piste_visitor=([^;]*)/) || [])[1];
  fetch(`${tracker}/p/v1/restore`, {
    method: 'POST', credentials: 'include', body: JSON.stringify({ s: site, t, v }),
  })
    .then((answer) => (answer.ok ? answer.json() : Promise.reject(new Error(`status ${answer.status}`))))
    .then(({ lines }) => fetch('/cart/fill', { method: 'POST', body: JSON.stringify(lines) }))
    .then(() => location.replace(`${cart}?restored`))
    .catch(() => { document.getElementById('restore-gone').hidden = false; });
}
