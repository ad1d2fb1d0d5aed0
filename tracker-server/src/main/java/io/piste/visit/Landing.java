package io.piste.visit;

import io.piste.eventlog.Client;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How a session began: its first page or, while there is none, its first event. All attributes are
 * from there.
 *
 * @param attribution null until it is worked out
 */
record Landing(
    Instant at,
    String url,
    @Nullable String referrer,
    @Nullable Attribution attribution,
    Device device) {
  /** Families; empty where nothing is known. */
  record Device(String device, String browser, String system, String country) {
    static Device of(Client client) {
      return new Device(
          Texts.plain(client.device(), 20),
          Texts.plain(client.browser(), 60),
          Texts.plain(client.system(), 60),
          Texts.plain(client.country(), 2));
    }
  }

  static Landing of(Act act) {
    String referrer = act.referrer() == null ? null : Texts.cut(act.referrer(), 1000);
    return new Landing(act.at(), act.url(), referrer, null, Device.of(act.client()));
  }

  Landing with(Attribution found) {
    return new Landing(at, url, referrer, found, device);
  }
}
