package io.piste.browser;

import com.fasterxml.jackson.databind.JsonNode;
import io.piste.base.Json;
import java.io.File;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.openqa.selenium.By;
import org.openqa.selenium.WebDriverException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.support.ui.WebDriverWait;

/**
 * A Chromium of its own, without a window and with an empty profile. It knows nothing of any site:
 * what a cold visit leaves behind can be counted. Not thread-safe; close it.
 *
 * <p>Nothing is skipped where Chromium is missing: the start fails and says what to install.
 */
public final class Browser implements AutoCloseable {
  private static final File CHROMIUM = new File("/usr/bin/chromium");
  private static final File DRIVER = new File("/usr/bin/chromedriver");
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /** Between two looks at whether something is there. */
  private static final Duration PAUSE = Duration.ofMillis(40);

  /** What the same Chromium with a window says. */
  private static final String PERSON =
      "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0"
          + " Safari/537.36";

  private static final String STORAGE =
      """
      const done = arguments[0];
      indexedDB.databases().then((all) =>
        done(localStorage.length + sessionStorage.length + all.length), (e) => done(-1));
      """;

  /** Held, so that its level stays: it warns about versions of a protocol that we do not use. */
  private static final Logger SELENIUM = Logger.getLogger("org.openqa.selenium");

  private final ChromeDriver driver;
  private final NetworkLog network;

  /** Scripts that run before those of pages. */
  private final List<String> added = new ArrayList<>();

  private Browser(ChromeDriver driver) {
    this.driver = driver;
    this.network = new NetworkLog(driver);
  }

  /**
   * Starts a browser that speaks French, as the demo's shop does, and passes for a person's: Piste
   * does not count what it knows to have no person before it, and a Chromium without a window says
   * so in its name.
   */
  public static Browser start(Look look) {
    return start(look, List.of("--user-agent=" + PERSON));
  }

  /** Starts one that says of itself what it is. */
  public static Browser startByItsOwnName(Look look) {
    return start(look, List.of());
  }

  private static Browser start(Look look, List<String> more) {
    for (File needed : List.of(CHROMIUM, DRIVER)) {
      if (!needed.canExecute()) {
        throw new IllegalStateException(
            needed + " is missing: apt-get install chromium chromium-driver");
      }
    }
    SELENIUM.setLevel(Level.SEVERE);
    ChromeDriverService service =
        new ChromeDriverService.Builder().usingDriverExecutable(DRIVER).usingAnyFreePort().build();
    Browser browser = new Browser(new ChromeDriver(service, options(look, more)));
    browser.driver.manage().timeouts().pageLoadTimeout(PATIENCE).scriptTimeout(PATIENCE);
    browser.look(look);
    return browser;
  }

  private static ChromeOptions options(Look look, List<String> more) {
    ChromeOptions options = new ChromeOptions();
    options.setBinary(CHROMIUM);
    options.addArguments(
        "--headless=new",
        "--no-sandbox",
        "--disable-dev-shm-usage",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-default-apps",
        "--no-first-run",
        "--hide-scrollbars",
        // A process for each origin takes a third more time, and changes nothing that a page sees.
        "--disable-site-isolation-trials",
        "--renderer-process-limit=2",
        "--lang=fr",
        "--window-size=" + look.width() + "," + look.height());
    options.addArguments(more);
    // The language of the window is not the one that sites are asked for.
    options.setExperimentalOption("prefs", Map.of("intl.accept_languages", "fr"));
    options.setCapability(
        "goog:loggingPrefs", Map.of(LogType.PERFORMANCE, "ALL", "browser", "ALL"));
    return options;
  }

  /**
   * Makes the browser as good as new: one empty window at a desk, no cookies, no cache, nothing
   * blocked, nothing kept for the origins.
   */
  public void renew(List<String> origins) {
    List<String> windows = List.copyOf(driver.getWindowHandles());
    for (String window : windows.subList(1, windows.size())) {
      driver.switchTo().window(window).close();
    }
    driver.switchTo().window(windows.getFirst());
    nothingBefore();
    open("about:blank");
    block();
    devTools("Storage.clearCookies", Map.of());
    devTools("Network.clearBrowserCache", Map.of());
    for (String origin : origins) {
      devTools("Storage.clearDataForOrigin", Map.of("origin", origin, "storageTypes", "all"));
    }
    look(Look.DESK);
    complaints();
    forgetSent();
  }

  /** The driver, for what is not here. */
  public ChromeDriver driver() {
    return driver;
  }

  /** Changes size and colour scheme. */
  public void look(Look look) {
    devTools(
        "Emulation.setDeviceMetricsOverride",
        Map.of(
            "width",
            look.width(),
            "height",
            look.height(),
            "deviceScaleFactor",
            1,
            "mobile",
            look.width() < 600));
    prefers("color-scheme", look.dark() ? "dark" : "light");
  }

  /** Sets what the person prefers, such as reduced motion, in place of earlier preferences. */
  public void prefers(String feature, String value) {
    devTools(
        "Emulation.setEmulatedMedia",
        Map.of("features", List.of(Map.of("name", "prefers-" + feature, "value", value))));
  }

  /** Opens an address and waits until the page is loaded. */
  public void open(String url) {
    driver.get(url);
  }

  /** Runs JavaScript in the page. */
  public @Nullable Object run(String script, Object... arguments) {
    return driver.executeScript(script, arguments);
  }

  /** An element of the page, waited for. */
  public WebElement find(String css) {
    return await(
        css, () -> driver.findElements(By.cssSelector(css)).stream().findFirst().orElse(null));
  }

  /** Clicks on an element of the page, waited for. */
  public void click(String css) {
    find(css).click();
  }

  /** Waits until something is there; fails naming what was waited for. */
  public <T> T await(String what, Supplier<@Nullable T> found) {
    return new WebDriverWait(driver, PATIENCE, PAUSE)
        .ignoring(WebDriverException.class)
        .withMessage(what)
        .until(d -> found.get());
  }

  /** Waits until something holds; fails naming what was waited for. */
  public void awaitThat(String what, BooleanSupplier holds) {
    new WebDriverWait(driver, PATIENCE, PAUSE)
        .ignoring(WebDriverException.class)
        .withMessage(what)
        .until(d -> holds.getAsBoolean());
  }

  /** Every cookie of this browser, those that scripts cannot read and those of all hosts too. */
  public List<StoredCookie> cookies() {
    List<StoredCookie> cookies = new ArrayList<>();
    for (JsonNode each : devTools("Storage.getCookies", Map.of()).path("cookies")) {
      cookies.add(
          new StoredCookie(
              each.path("name").asText(),
              each.path("value").asText(),
              each.path("domain").asText(),
              each.path("path").asText(),
              each.path("httpOnly").asBoolean(),
              each.path("secure").asBoolean(),
              each.path("sameSite").asText(""),
              Instant.ofEpochSecond(each.path("expires").asLong())));
    }
    return List.copyOf(cookies);
  }

  /** The names of all cookies. */
  public Set<String> cookieNames() {
    return cookies().stream().map(StoredCookie::name).collect(Collectors.toUnmodifiableSet());
  }

  /** The one cookie of this name; fails when there is none. */
  public StoredCookie cookie(String name) {
    return cookies().stream()
        .filter(cookie -> cookie.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no cookie " + name + " in " + cookies()));
  }

  /** How many things the page's origin keeps: local and session storage, databases. */
  public long stored() {
    Object count = driver.executeAsyncScript(STORAGE);
    return count instanceof Long number ? number : -1;
  }

  /** What left the pages since the start or {@link #forgetSent}, oldest first. */
  public List<Sent> sent() {
    return network.sent();
  }

  /** What left the pages to addresses that contain a text. */
  public List<Sent> sentTo(String part) {
    return sent().stream().filter(each -> each.url().contains(part)).toList();
  }

  /** Starts counting requests anew. */
  public void forgetSent() {
    network.clear();
  }

  /** What the console of the page says at level SEVERE: errors of scripts and of policies. */
  public List<String> complaints() {
    return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
        .filter(entry -> entry.getLevel().intValue() >= Level.SEVERE.intValue())
        .map(entry -> entry.getMessage())
        .toList();
  }

  /** Lets a script run in every page before the page's own, until {@link #nothingBefore}. */
  public void before(String script) {
    added.add(
        devTools("Page.addScriptToEvaluateOnNewDocument", Map.of("source", script))
            .path("identifier")
            .asText());
  }

  /** Lets pages that are opened from now on be as they are. */
  public void nothingBefore() {
    for (String each : added) {
      devTools("Page.removeScriptToEvaluateOnNewDocument", Map.of("identifier", each));
    }
    added.clear();
  }

  /** Lets requests to addresses of these patterns fail, as a blocker of advertisements does. */
  public void block(String... patterns) {
    devTools("Network.enable", Map.of());
    devTools("Network.setBlockedURLs", Map.of("urls", List.of(patterns)));
  }

  /** A command of the DevTools protocol. */
  public JsonNode devTools(String command, Map<String, Object> parameters) {
    return Json.MAPPER.valueToTree(driver.executeCdpCommand(command, parameters));
  }

  @Override
  public void close() {
    driver.quit();
  }
}
