/** Shows what is typed in the form of consent as visitors would see it, in a frame. */
function previewConsent() {
  const editor = document.querySelector('[data-consent-editor]');
  if (!editor) {
    return;
  }
  const live = editor.querySelector('[data-consent-live]');
  const frame = live.querySelector('iframe');
  const form = editor.querySelector('form');
  const mistake = live.querySelector('[data-consent-mistake]');
  const choice = (name) => live.querySelector(`select[name=${name}]`).value;
  let timer = 0;
  let asked = 0;

  const show = async () => {
    const turn = ++asked;
    const fields = new URLSearchParams(new FormData(form));
    fields.set('language', choice('language'));
    const answer = await fetch(editor.dataset.consentEditor, { method: 'POST', body: fields });
    const look = await answer.json();
    if (turn !== asked) {
      return;
    }
    mistake.textContent = look.mistake;
    frame.contentWindow.postMessage(
      {
        piste: 'preview',
        configuration: look.configuration,
        view: choice('view'),
        scheme: choice('scheme'),
      },
      location.origin,
    );
  };
  const soon = () => {
    clearTimeout(timer);
    timer = setTimeout(show, 200);
  };

  window.addEventListener('message', (event) => {
    const ours = event.source === frame.contentWindow && event.origin === location.origin;
    if (ours && event.data && event.data.piste === 'ready') {
      live.hidden = false;
      show();
    }
  });
  form.addEventListener('input', soon);
  live.addEventListener('change', soon);
  frame.src = frame.dataset.src;
}

previewConsent();
