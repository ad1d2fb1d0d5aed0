package io.piste.wordpress.woocommerce;

import io.piste.base.Json;
import io.piste.wordpress.woocommerce.RecordingTracker.Call;
import java.util.List;
import java.util.Map;

/** A WordPress with a shop and the connector, which tells a tracker that only remembers. */
final class ShopUnderTest implements AutoCloseable {
  private final RecordingTracker tracker;
  private final boolean real;
  private final int mug;

  private ShopUnderTest(RecordingTracker tracker, boolean real, int mug) {
    this.tracker = tracker;
    this.real = real;
    this.mug = mug;
  }

  static ShopUnderTest start() throws Exception {
    RecordingTracker tracker = RecordingTracker.start();
    ShopUnderTest s = new ShopUnderTest(tracker, Boolean.getBoolean("real"), Integer.getInteger("mug"));
    s.connect();
    return s;
  }

  static String wp(String... args) {
    try {
      java.util.List<String> c = new java.util.ArrayList<>();
      c.add(System.getProperty("wp"));
      c.addAll(List.of(args));
      Process p = new ProcessBuilder(c).redirectErrorStream(true).start();
      String out = new String(p.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
      p.waitFor();
      return out;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private void connect() {
    wp("option", "update", "piste_site", "--format=json", "{\"publicId\":\"x\"}");
    choose(Map.of("address", tracker.address(), "key", "k", "contents", List.of()));
  }

  /** Changes settings of the connector. */
  void choose(Map<String, ?> settings) {
    wp("eval", "update_option('piste_settings', json_decode('" + Json.write(settings) + "', true) + (array) get_option('piste_settings', []));");
  }

  /** A guest with these cookies; the stand-in plays the trace. */
  Shopping visit(Map<String, String> cookies, String trace, boolean ticks) {
    Guest guest = new Guest(System.getProperty("url"), cookies);
    return real
        ? new RealShopping(guest, mug, ticks)
        : new DoubleShopping(guest, Trace.of(trace), ticks);
  }

  /** What the tracker was told since the last time, once nothing waits. */
  List<Call> told() {
    wp("cron", "event", "run", "piste_flush");
    return tracker.take();
  }

  @Override
  public void close() {
    tracker.close();
  }
}
