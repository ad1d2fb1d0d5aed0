package io.piste.console;

import io.piste.site.Site;
import java.time.Duration;
import java.util.List;

/** Sends a call of the plugin API as a site's server would. */
@FunctionalInterface
public interface ApiTrial {
  /**
   * A call.
   *
   * @param path with its query, below {@code /api/v1/}
   * @param body JSON, empty for none
   */
  record Call(String method, String path, String body) {}

  /**
   * What was answered.
   *
   * @param status 0 when nothing came
   * @param headers each as one line
   */
  record Answered(int status, List<String> headers, String body, Duration took) {
    public Answered {
      headers = List.copyOf(headers);
    }
  }

  /** Sends it with a key that ends with it. */
  Answered send(Site site, Call call);
}
