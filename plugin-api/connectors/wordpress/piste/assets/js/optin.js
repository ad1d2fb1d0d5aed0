/** Sends the opt-in form without leaving the page. Where this does not run, the browser sends it. */
document.addEventListener('submit', function (event) {
  'use strict';

  var form = event.target;
  if (!form.classList || !form.classList.contains('piste-optin-form')) {
    return;
  }
  var said = form.querySelector('.piste-optin-said');
  var button = form.querySelector('button');
  event.preventDefault();
  button.disabled = true;
  fetch(form.getAttribute('action'), {
    method: 'POST',
    headers: { Accept: 'application/json' },
    credentials: 'same-origin',
    body: new FormData(form),
  })
    .then(function (answer) {
      return answer.json();
    })
    .then(function (answer) {
      said.textContent = answer.text;
      button.disabled = false;
      if (answer.code === 'thanks') {
        form.reset();
      }
    })
    .catch(function () {
      // Once more, the plain way.
      form.submit();
    });
});
