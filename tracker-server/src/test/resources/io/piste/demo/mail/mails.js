// A new mail shows up by itself; while one is being read, it is only announced.
const known = Number(document.body.dataset.count);
setInterval(async () => {
  const count = Number(await (await fetch('/count')).text());
  if (count !== known && location.pathname === '/') {
    location.reload();
  } else if (count !== known) {
    document.querySelector('h1 a').textContent = `Mail catcher (${count - known} new)`;
  }
}, 2000);
