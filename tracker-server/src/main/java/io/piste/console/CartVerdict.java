package io.piste.console;

import io.piste.console.view.CartsView.Verdict;
import io.piste.console.view.Formats;
import io.piste.console.view.Texts;
import io.piste.report.CartList;
import io.piste.report.CartList.Sequence;
import java.util.Objects;

/** Says in plain words why somebody was or was not written to about a cart. */
final class CartVerdict {
  private CartVerdict() {}

  static Verdict of(Texts texts, Formats formats, CartList.Row cart) {
    Sequence sequence = cart.sequence();
    if (sequence == null) {
      return new Verdict(texts.ofWord("verdict.none", cart.state()), "quiet");
    }
    String reason = texts.ofWord("reason", Objects.requireNonNullElse(sequence.reason(), ""));
    return switch (sequence.state()) {
      case "refused" -> new Verdict(texts.of("verdict.refused", reason), "abandoned");
      case "stopped" -> stopped(texts, sequence, reason);
      case "running" -> running(texts, formats, sequence);
      default -> new Verdict(texts.count("verdict.sent", sequence.mailsSent()), "visitors");
    };
  }

  private static Verdict stopped(Texts texts, Sequence sequence, String reason) {
    String sent = texts.count("verdict.sent", sequence.mailsSent());
    return new Verdict(texts.of("verdict.stopped", sent, reason), "quiet");
  }

  private static Verdict running(Texts texts, Formats formats, Sequence sequence) {
    String sent = texts.count("verdict.sent", sequence.mailsSent());
    return sequence.dueAt() == null
        ? new Verdict(sent, "visitors")
        : new Verdict(
            texts.of("verdict.running", sent, formats.dateTime(sequence.dueAt())), "visitors");
  }
}
