package io.piste.console;

import io.piste.console.view.Formats;
import io.piste.console.view.InstallView.Link;
import io.piste.console.view.InstallView.Sign;
import io.piste.console.view.Texts;
import io.piste.report.ReceivedEvents;
import io.piste.report.RecentArrivals.Arrival;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Says in words what came before the first event, and what was refused. */
final class InstallSigns {
  private static final String TEXT = "text_asked";
  private static final String CHOICE = "choice_made";
  private static final String ORIGIN = "origin_refused";

  /** What happens on every site: no mistake, unless there is much of it. */
  private static final Set<String> ORDINARY =
      Set.of("no_consent", "purpose_refused", "prefetch", "robot");

  private final Texts texts;
  private final Formats formats;
  private final Link settings;

  InstallSigns(Texts texts, Formats formats, Link settings) {
    this.texts = texts;
    this.formats = formats;
    this.settings = settings;
  }

  /** In the order in which a browser goes, what went wrong behind. */
  List<Sign> of(List<Arrival> arrivals) {
    List<Sign> signs = new ArrayList<>();
    arrivals.stream().filter(a -> a.what().equals(TEXT)).map(this::good).forEach(signs::add);
    arrivals.stream().filter(a -> a.what().equals(CHOICE)).map(this::good).forEach(signs::add);
    arrivals.stream().filter(a -> a.what().equals(ORIGIN)).map(this::origin).forEach(signs::add);
    boolean originTold = arrivals.stream().anyMatch(a -> a.what().equals(ORIGIN));
    arrivals.stream()
        .filter(a -> isOutcome(a.what()))
        .filter(a -> !(originTold && a.what().equals("origin_not_listed")))
        .map(this::outcome)
        .forEach(signs::add);
    return signs;
  }

  private static boolean isOutcome(String what) {
    return !List.of(TEXT, CHOICE, ORIGIN, ReceivedEvents.RECEIVED, ReceivedEvents.ACCEPTED)
        .contains(what);
  }

  private Sign good(Arrival arrival) {
    String key = "install.sign." + arrival.what();
    String from = arrival.origin().isEmpty() ? texts.of("install.sign.own") : arrival.origin();
    return new Sign(
        "good",
        texts.of(key),
        texts.of(
            "install.sign.from",
            texts.count("install.sign.times", arrival.times()),
            from,
            formats.time(arrival.lastMinute())),
        null,
        null,
        null);
  }

  private Sign origin(Arrival arrival) {
    String origin =
        arrival.origin().isEmpty() ? texts.of("install.sign.no-origin") : arrival.origin();
    return new Sign(
        "bad",
        texts.of("install.sign.origin_refused"),
        texts.count("install.sign.refused", arrival.times()).replace("{1}", origin),
        texts.of("install.sign.origin_refused.mend"),
        arrival.origin().isEmpty() ? null : arrival.origin(),
        settings);
  }

  private Sign outcome(Arrival arrival) {
    String key = "received." + arrival.what();
    String mend = texts.of(key + ".mend");
    boolean apart = arrival.what().startsWith(ReceivedEvents.ACCEPTED);
    return new Sign(
        apart || ORDINARY.contains(arrival.what()) ? "unsure" : "bad",
        texts.of(key + ".title"),
        texts.count("install.sign.events", arrival.times()) + " " + texts.of(key + ".what"),
        mend.equals("–") ? null : mend,
        null,
        null);
  }
}
