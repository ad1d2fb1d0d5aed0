package io.piste.wordpress;

import io.piste.base.Json;
import io.piste.wordpress.RecordingTracker.Call;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A WordPress with a shop and the connector, which tells a tracker that only remembers. The shop is
 * the WooCommerce that {@code WOOCOMMERCE_DIR} names, else its stand-in.
 */
final class ShopUnderTest implements AutoCloseable {
  static final String WEBHOOK_SECRET = "whsec_dGVzdHMgYWxvbmUga25vdyB0aGlzIG9uZQ==";

  static final Path TESTS = Packages.CONNECTORS.resolve("wordpress/tests");

  private static final String STAND_IN = "woocommerce-double";

  private final WordPress wordPress;
  private final RecordingTracker tracker;
  private final boolean real;
  private final int mug;
  private final Map<String, Object> chosen = new HashMap<>();

  private ShopUnderTest(WordPress wordPress, RecordingTracker tracker, boolean real, int mug) {
    this.wordPress = wordPress;
    this.tracker = tracker;
    this.real = real;
    this.mug = mug;
  }

  /** Below an empty folder. */
  static ShopUnderTest start(Path folder) throws IOException {
    WordPress wordPress = WordPress.start(WordPress.Version.CURRENT, folder);
    return connected(wordPress, addShop(wordPress));
  }

  /** The stand-in, whatever is named. */
  static ShopUnderTest startStandIn(Path folder) throws IOException {
    WordPress wordPress = WordPress.start(WordPress.Version.CURRENT, folder);
    add(wordPress, STAND_IN, TESTS.resolve(STAND_IN));
    return connected(wordPress, false);
  }

  private static ShopUnderTest connected(WordPress wordPress, boolean real) throws IOException {
    RecordingTracker tracker = RecordingTracker.start();
    ShopUnderTest shop = new ShopUnderTest(wordPress, tracker, real, fill(wordPress));
    shop.connect();
    return shop;
  }

  /** Puts shop and connector into a WordPress; says whether the shop is a real one. */
  static boolean addShop(WordPress wordPress) throws IOException {
    String real = System.getenv("WOOCOMMERCE_DIR");
    if (real == null) {
      add(wordPress, STAND_IN, TESTS.resolve(STAND_IN));
      System.err.println("The shop is our stand-in: WOOCOMMERCE_DIR names no WooCommerce.");
      return false;
    }
    add(wordPress, "woocommerce", Path.of(real));
    // PHP may say something before.
    String said = wordPress.wpCli("plugin", "get", "woocommerce", "--field=version");
    String version = said.substring(said.lastIndexOf('\n') + 1);
    System.err.println("The shop is the WooCommerce " + version + " of WOOCOMMERCE_DIR.");
    return true;
  }

  private static void add(WordPress wordPress, String name, Path shop) throws IOException {
    Path plugins = wordPress.folder().resolve("wp-content/plugins");
    copy(shop, plugins.resolve(name));
    copy(Packages.CONNECTORS.resolve("wordpress/piste"), plugins.resolve("piste"));
    Path libraries = Files.createDirectories(plugins.resolve("piste/lib"));
    copy(Packages.CONNECTORS.resolve("php-core"), libraries.resolve("php-core"));
    wordPress.wpCli("plugin", "activate", name, "piste");
  }

  private static void copy(Path from, Path to) {
    Command.of("cp", "-rL", from.toString(), to.toString()).output();
  }

  /** Products, pages, a way to pay; answers the number of the mug. */
  static int fill(WordPress wordPress) {
    String said = wordPress.wpCli("eval-file", TESTS.resolve("shop-setup.php").toString());
    return Integer.parseInt(said.substring(said.lastIndexOf("mug=") + 4).strip());
  }

  private void connect() {
    setOption(
        "piste_site",
        Map.of(
            "publicId",
            "uQ3_b8wZk1Xa",
            "scopes",
            List.of("events", "contents"),
            "webhookSecret",
            WEBHOOK_SECRET));
    choose(Map.of("address", tracker.address(), "key", "a-key-of-this-test", "visits", false));
  }

  /** Changes settings of the connector. */
  void choose(Map<String, ?> settings) {
    chosen.putAll(settings);
    setOption("piste_settings", chosen);
  }

  private void setOption(String name, Map<String, ?> value) {
    wordPress.wpCli("option", "update", name, Json.write(value), "--format=json");
  }

  /** A guest with these cookies. */
  Guest guest(Map<String, String> cookies) {
    return new Guest(wordPress.url(), cookies);
  }

  /** A guest who shops; the stand-in plays the trace, a real shop is what it is. */
  Shopping visit(Map<String, String> cookies, String trace, boolean ticks) {
    Guest guest = guest(cookies);
    return real
        ? new RealShopping(guest, mug, ticks)
        : new DoubleShopping(guest, Trace.of(trace), ticks);
  }

  /**
   * What the tracker was told since the last time, once nothing waits; without products, which are
   * told when their stock changes.
   */
  List<Call> told() {
    wordPress.runCron();
    return tracker.take().stream().filter(call -> !call.kind().equals("contents")).toList();
  }

  RecordingTracker tracker() {
    return tracker;
  }

  WordPress wordPress() {
    return wordPress;
  }

  boolean isReal() {
    return real;
  }

  @Override
  public void close() {
    wordPress.close();
    tracker.close();
  }

  /** The number of the mug. */
  int mug() {
    return mug;
  }
}
