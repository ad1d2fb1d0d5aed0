package io.piste.wordpress;

import io.piste.browser.Browser;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.openqa.selenium.By;
import org.openqa.selenium.WebElement;

/** What people do in WordPress's pages, in a browser. */
final class AdminPages {
  private final Browser browser;
  private final WordPress wordPress;

  AdminPages(Browser browser, WordPress wordPress) {
    this.browser = browser;
    this.wordPress = wordPress;
  }

  AdminPages signIn(String user, String password) {
    browser.open(wordPress.url() + "/wp-login.php");
    browser.find("#wp-submit");
    // Not typed: that page takes the focus for the first field while somebody is typing already.
    browser.run(
        "for (const [id, text] of Object.entries(arguments[0])) document.getElementById(id).value = text",
        Map.of("user_login", user, "user_pass", password));
    browser.click("#wp-submit");
    browser.awaitThat("being signed in", () -> cookieBegins("wordpress_logged_in_"));
    return this;
  }

  AdminPages signIn() {
    return signIn("admin", WordPress.PASSWORD);
  }

  /** By the link of the profile page, as the menu has it. */
  void signOut() {
    browser.open(wordPress.url() + "/wp-admin/profile.php");
    browser.open(link("#wp-admin-bar-logout a"));
    browser.awaitThat("being signed out", () -> !cookieBegins("wordpress_logged_in_"));
  }

  /** Uploads a plug-in's zip, installs and activates it. */
  void install(Path zip) {
    browser.open(wordPress.url() + "/wp-admin/plugin-install.php?tab=upload");
    browser.find("#pluginzip").sendKeys(zip.toString());
    browser.run("document.querySelector('#install-plugin-submit').disabled = false");
    browser.run("document.querySelector('#install-plugin-submit').click()");
    browser.open(link("a.button-primary[href*='action=activate']"));
    browser.find("#message, .notice-success");
  }

  void openSettings() {
    browser.open(wordPress.url() + "/wp-admin/options-general.php?page=piste");
  }

  /** Types address and key, presses the button, and says what the page says of it. */
  String connect(String address, String key) {
    openSettings();
    type("#piste-address", address);
    type("#piste-key", key);
    return save();
  }

  /** Presses "Save and test connection" and says what the page says of it. */
  String save() {
    browser.run("document.querySelector('.wrap').dataset.old = 1");
    browser.click("#submit");
    browser.awaitThat(
        "the page anew",
        () -> browser.driver().findElements(By.cssSelector("[data-old]")).isEmpty());
    return browser.find("#piste-outcome p").getText().strip();
  }

  /** Switches the plug-in off and deletes it, as the page of the plug-ins does. */
  void uninstall() {
    browser.open(wordPress.url() + "/wp-admin/plugins.php");
    browser.open(link("a[href*='action=deactivate&plugin=piste']"));
    browser.open(link("a[href*='action=delete-selected'][href*='piste']"));
    browser.click("#submit");
    browser.find("#message, .notice-success");
  }

  /** Sends the form below a post, as a visitor who gives an address. */
  void comment(String post, String name, String email) {
    browser.open(wordPress.url() + "/" + post + "/");
    type("#comment", "Good tea, says " + name);
    type("#author", name);
    type("#email", email);
    browser.run("document.querySelector('#commentform #submit').click()");
    browser.awaitThat(
        "the comment to be kept", () -> browser.driver().getCurrentUrl().contains("#comment"));
  }

  /** Fills the opt-in form and sends it. */
  void subscribe(String email) {
    type(".piste-optin-form input[type=email]", email);
    browser.click(".piste-optin-form input[name=agree]");
    browser.click(".piste-optin-form button");
  }

  /** What a page of somebody else can make this browser send. */
  List<?> forged() {
    return (List<?>)
        Objects.requireNonNull(
            browser
                .driver()
                .executeAsyncScript(
                    """
                const done = arguments[arguments.length - 1];
                const send = (action) => fetch('/wp-admin/admin-post.php', {method: 'POST',
                  body: new URLSearchParams({action, address: 'https://evil.example',
                    key: 'another-key-of-somebody', _wpnonce: 'forged'})}).then((answer) => answer.status);
                Promise.all([send('piste_save'), send('piste_disconnect')]).then(done, () => done([]));
                """));
  }

  private String link(String css) {
    return Objects.requireNonNull(browser.find(css).getAttribute("href"));
  }

  private void type(String css, String text) {
    WebElement field = browser.find(css);
    field.clear();
    field.sendKeys(text);
  }

  private boolean cookieBegins(String name) {
    return browser.cookieNames().stream().anyMatch(each -> each.startsWith(name));
  }
}
