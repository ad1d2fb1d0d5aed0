package io.piste.browser;

/** What the pages of {@link PageServer} say. */
final class PageTexts {
  static final String STYLE =
      ":root { color-scheme: light dark } main { max-width: 40rem; margin: auto; font: 1.1rem/1.6"
          + " serif } a { color: inherit }";

  /** Somebody else's script: it tells that it ran. */
  static final String OTHER =
      "(window.ran = window.ran || []).push(new URL(document.currentScript.src).search);";

  /** Somebody else's page, to be embedded. */
  static final String FILM =
      "<!doctype html><html lang=en><title>A film</title><p>Tea, the film</p></html>";

  /** A page that shows what the console edits. */
  static final String PREVIEW =
      "<!doctype html><html lang=en><meta charset=utf-8><meta name=viewport"
          + " content=width=device-width><title>Preview</title><link rel=stylesheet"
          + " href=/style.css><script nonce=once src=/p/preview.js></script><body><p>A page</p>";

  static final String PLAIN =
      """
      <!doctype html>
      <html lang="fr">
      <head>
      <meta charset="utf-8">
      <title>Tea</title>
      <link rel="stylesheet" href="/style.css">
      <link rel="icon" href="/style.css">
      <script nonce="once">
      window.troubles = [];
      window.onerror = (message) => { troubles.push(String(message)); };
      window.onunhandledrejection = (event) => { troubles.push(String(event.reason)); };
      </script>
      <script async nonce="once" src="TRACKER/p/x.js" data-site="SITE"></script>
      </head>
      <body><main><h1>Tea</h1><button data-piste-out>Do not count me</button></main></body>
      </html>
      """;

  /**
   * A page of a shop. To be filled in: language, title, tag, heading, another page, what stands on
   * the page beside, a long text.
   */
  static final String PAGE =
      """
      <!doctype html>
      <html lang="%s">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <title>%s</title>
      <link rel="stylesheet" href="/style.css">
      <link rel="icon" href="/style.css">
      <script nonce="once">
      window.troubles = [];
      window.violations = [];
      window.heard = [];
      document.addEventListener('securitypolicyviolation', (event) => {
        violations.push(event.violatedDirective + ' ' + event.blockedURI);
      });
      document.addEventListener('piste:consent', (event) => {
        heard.push(document.visibilityState + ' ' + event.detail.granted.join(' '));
      });
      window.onerror = (message) => { troubles.push(String(message)); };
      window.onunhandledrejection = (event) => { troubles.push(String(event.reason)); };
      document.addEventListener('securitypolicyviolation', (event) => {
        troubles.push(event.violatedDirective + ' ' + event.blockedURI);
      });
      window.piste = window.piste || function () { (piste.q = piste.q || []).push(arguments); };
      </script>
      %s
      </head>
      <body>
      <main>
      <h1>%s</h1>
      <p><a id="other" href="%s">Another page</a>
      <button id="buy" type="button">Buy</button> <output id="bought">0</output></p>
      %s
      <p>%s</p>
      <p><a id="last" href="#top">To the top</a></p>
      </main>
      <script nonce="once">
      document.getElementById('buy').addEventListener('click', () => {
        const bought = document.getElementById('bought');
        bought.value = Number(bought.value) + 1;
        piste('cart', {id: 'basket', currency: 'EUR', lines:
          [{sku: 'sencha', name: 'Sencha', quantity: Number(bought.value), price: 12.5}]});
      });
      </script>
      </body>
      </html>
      """;

  private PageTexts() {}
}
