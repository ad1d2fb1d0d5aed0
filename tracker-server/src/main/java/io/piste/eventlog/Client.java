package io.piste.eventlog;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.piste.base.Json;
import io.piste.base.RecentCache;
import org.jspecify.annotations.Nullable;

/**
 * What is known of the device and the place that an event came from. Coarse by design: families and
 * no versions, a city at the finest; neither the address nor the user agent is kept.
 *
 * @param device desktop, mobile, tablet, tv or other
 * @param browser family, such as Firefox
 * @param system family, such as Android
 * @param country two capital letters of ISO 3166-1
 * @param region code of ISO 3166-2 without the country
 * @param city name in English
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Client(
    @Nullable String device,
    @Nullable String browser,
    @Nullable String system,
    @Nullable String country,
    @Nullable String region,
    @Nullable String city) {
  /** Few clients send many events, so most are written and read without JSON. */
  private static final int GENERATION = 4_096;

  private static final RecentCache<Client, String> WRITTEN = new RecentCache<>(GENERATION);
  private static final RecentCache<String, Client> READ = new RecentCache<>(GENERATION);

  /** Nothing is known. */
  public static final Client UNKNOWN = new Client(null, null, null, null, null, null);

  /** As stored: JSON, or null when nothing is known. */
  @JsonIgnore
  @Nullable String text() {
    return equals(UNKNOWN) ? null : WRITTEN.get(this, Json::write);
  }

  /** Reads back {@link #text}. */
  static Client of(@Nullable String text) {
    return text == null ? UNKNOWN : READ.get(text, json -> Json.read(json, Client.class));
  }
}
