package io.piste.console;

import io.piste.connector.Connector;
import io.piste.connector.Connector.Failure;
import io.piste.connector.Connector.Report;
import io.piste.console.view.ConnectorsView.Seen;
import io.piste.console.view.ConnectorsView.Trouble;
import io.piste.console.view.Texts;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Says in plain words how a plug-in is doing. */
final class ConnectorWords {
  /** Plug-ins report every hour. */
  private static final Duration SILENT = Duration.ofHours(3);

  /** What waits for longer will not go out by itself soon. */
  private static final Duration LATE = Duration.ofHours(1);

  private static final Map<String, String> NAMES =
      Map.of(
          "wordpress", "WordPress",
          "drupal", "Drupal",
          "wp", "WordPress",
          "wc", "WooCommerce",
          "php", "PHP",
          "commerce", "Drupal Commerce");

  private ConnectorWords() {}

  static Seen seen(PageRequest asked, Connector connector) {
    Report report = connector.report();
    return new Seen(
        name(connector.name()),
        connector.version(),
        platform(connector.platform()),
        asked.formats().ago(connector.seenAt()),
        asked.formats().iso(connector.seenAt()),
        connector.seenAt().plus(SILENT).isBefore(asked.now()),
        report == null ? null : queue(asked, report),
        report != null && isLate(asked, report.oldestAt()),
        report == null
            ? List.of()
            : report.errors().stream().map(failure -> trouble(asked, failure)).toList());
  }

  private static String name(String word) {
    return NAMES.getOrDefault(word, word);
  }

  private static List<String> platform(String sent) {
    return Arrays.stream(sent.split(";", -1))
        .map(part -> part.strip().split("=", 2))
        .filter(pair -> pair.length == 2)
        .map(pair -> name(pair[0]) + " " + pair[1])
        .toList();
  }

  private static String queue(PageRequest asked, Report report) {
    Instant oldest = report.oldestAt();
    String length = asked.texts().count("connectors.queue", report.queueLength());
    return oldest == null
        ? length
        : length + ", " + asked.texts().of("connectors.queue.oldest", asked.formats().ago(oldest));
  }

  private static boolean isLate(PageRequest asked, @Nullable Instant oldest) {
    return oldest != null && oldest.plus(LATE).isBefore(asked.now());
  }

  /** A code that nobody foresaw has words too. */
  private static Trouble trouble(PageRequest asked, Failure failure) {
    Texts texts = asked.texts();
    String code = failure.code().startsWith("http_") ? "http" : failure.code();
    String key = "connectors.error." + code.replace('_', '-');
    String known = texts.has(key) ? key : "connectors.error.other";
    String when =
        texts.count("connectors.error.times", failure.count())
            + ", "
            + texts.of(
                "connectors.error.last", asked.formats().ago(Instant.ofEpochMilli(failure.at())));
    return new Trouble(
        texts.of(known), failure.detail(), texts.of(known + ".mend"), when, failure.code());
  }
}
