package io.piste.console;

import io.piste.console.view.Formats;
import io.piste.console.view.Frame;
import io.piste.console.view.JournalView;
import io.piste.journal.JournalStatus;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What is kept here while the database is away, and what to do. Asks the database nothing, so that
 * it can be shown just then.
 */
final class JournalPage implements Page {
  private static final long MEGABYTE = 1024 * 1024;

  /** From this share on the journal is told to be full: the rest is for choices alone. */
  private static final double FULL = 0.93;

  private final Supplier<JournalStatus> journal;

  JournalPage(Supplier<JournalStatus> journal) {
    this.journal = journal;
  }

  @Override
  public Answer answer(PageRequest asked) {
    return new Answer.Shown("journal", "journal.title", view(asked), 200);
  }

  /** Whether no other page can be shown now. */
  boolean isNeeded() {
    return journal.get().awaySince() != null;
  }

  /** The same in place of any other page, which cannot be shown now. */
  Answer.Shown inPlaceOfAnother(PageRequest asked) {
    return new Answer.Shown("journal", "journal.title", view(asked), 503);
  }

  /** What every page says at its top; nothing while all is well. */
  static Optional<Frame.Notice> notice(JournalStatus status, Formats formats) {
    if (status.isQuiet()) {
      return Optional.empty();
    }
    String state = state(status);
    boolean bad = !state.equals("returning") || status.aside() > 0;
    String what = state.equals("well") ? "aside" : state;
    return Optional.of(
        new Frame.Notice(
            bad,
            formats.texts().of("journal." + what + ".short"),
            formats.texts().of("journal.waiting", formats.number(waiting(status))),
            "/console/journal"));
  }

  private JournalView view(PageRequest asked) {
    JournalStatus status = journal.get();
    Formats formats = asked.formats();
    double share = Math.min(1, (double) status.bytes() / status.capacity());
    return new JournalView(
        state(status),
        status.awaySince() == null ? null : formats.dateTime(status.awaySince()),
        formats.number(status.events()),
        formats.number(status.choices()),
        status.oldest() == null ? null : formats.ago(status.oldest()),
        asked
            .texts()
            .of(
                "journal.room.text",
                formats.number((status.bytes() + MEGABYTE - 1) / MEGABYTE),
                formats.number(status.capacity() / MEGABYTE)),
        Math.round(share * 100) + "%",
        status.aside() == 0 ? null : asked.texts().count("journal.aside", status.aside()));
  }

  private static String state(JournalStatus status) {
    if (status.awaySince() != null) {
      return status.bytes() >= status.capacity() * FULL ? "full" : "away";
    }
    return waiting(status) > 0 ? "returning" : "well";
  }

  private static long waiting(JournalStatus status) {
    return (long) status.events() + status.choices();
  }
}
