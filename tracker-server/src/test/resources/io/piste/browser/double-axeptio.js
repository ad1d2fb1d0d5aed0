// Stands in for Axeptio, whose script calls everything in _axcb once it is loaded.
(() => {
  const listeners = [];
  let choices = JSON.parse(sessionStorage.getItem('axeptio') || '{}');
  const sdk = {
    on: (name, listener) => {
      listeners.push(listener);
      if (choices.$$completed !== undefined) {
        setTimeout(() => listener(choices), 400);
      }
    },
  };
  const waiting = window._axcb || [];
  window._axcb = { push: (callback) => callback(sdk) };
  waiting.forEach((callback) => callback(sdk));
  window.openAxeptioCookies = () => {
    window.opened = true;
  };
  window.complete = (told) => {
    choices = told;
    sessionStorage.setItem('axeptio', JSON.stringify(choices));
    listeners.forEach((listener) => listener(choices));
  };
  window.say = (yes) =>
    complete({
      $$completed: true,
      piste_visits: !!yes.visits,
      piste_profile: !!yes.profile,
      piste_carts: !!yes.carts,
    });
  window.breakIt = () =>
    listeners.forEach((listener) =>
      listener(
        new Proxy(
          {},
          {
            ownKeys: () => {
              throw new Error('broken');
            },
          },
        ),
      ),
    );
})();
