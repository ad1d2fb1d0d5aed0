package io.piste.console.view;

import io.piste.site.Site;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Addresses that are told what happens.
 *
 * @param form for one more, or for the one that is shown
 * @param one the webhook that is shown; null on the list
 */
public record WebhooksView(
    Site site, List<Row> rows, Form form, @Nullable One one, Map<String, String> mistakes) {

  /**
   * One in the list.
   *
   * @param state on, failing, off, gone or dead
   */
  public record Row(String name, String url, List<String> events, String state) {
    public Row {
      events = List.copyOf(events);
    }
  }

  /** What was typed, and all events there are. */
  public record Form(String name, String url, Set<String> events, List<String> all) {
    public Form {
      events = Set.copyOf(events);
      all = List.copyOf(all);
    }
  }

  /**
   * The one that is shown.
   *
   * @param since when its state began; null when it is well
   * @param secret shown on demand only
   * @param overlap until when the old secret signs too; null when there is none
   * @param result what became of what was just asked for; null when nothing was
   */
  public record One(
      String name,
      String state,
      @Nullable String since,
      @Nullable String secret,
      @Nullable String overlap,
      @Nullable String result,
      List<Delivery> deliveries) {
    public One {
      deliveries = List.copyOf(deliveries);
    }
  }

  /**
   * A message.
   *
   * @param answer status or why there was none; null before the first attempt
   * @param note the answer's first line; null for none
   * @param next when it is tried again; null when it is not
   */
  public record Delivery(
      long id,
      String event,
      String at,
      String iso,
      String state,
      @Nullable String answer,
      @Nullable String note,
      @Nullable String mend,
      @Nullable String took,
      String attempts,
      @Nullable String next,
      String messageId,
      String body) {}

  public WebhooksView {
    rows = List.copyOf(rows);
    mistakes = Map.copyOf(mistakes);
  }

  /** Where the pages are. */
  public String path() {
    return "/console/sites/" + site.publicId() + "/connectors/webhooks";
  }
}
