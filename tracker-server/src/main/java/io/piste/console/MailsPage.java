package io.piste.console;

import io.piste.console.view.Formats;
import io.piste.console.view.MailsView;
import io.piste.console.view.MailsView.Choice;
import io.piste.report.MailList;
import io.piste.site.Site;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** The mails of a site: which left, which did not and why. */
final class MailsPage implements Page {
  private static final int ROWS = 50;

  private final MailList mails;
  private final MailServer mailServer;

  MailsPage(Jdbi jdbi, MailServer mailServer) {
    this.mails = new MailList(jdbi);
    this.mailServer = mailServer;
  }

  @Override
  public Answer answer(PageRequest asked) {
    Optional<Site> site = asked.site();
    if (site.isEmpty()) {
      return Answer.page("overview_empty", "mails.title", new Object());
    }
    Map<String, Integer> counts = mails.byState(site.get().id());
    String state = counts.containsKey(asked.field("state")) ? asked.field("state") : "";
    List<MailList.Row> found =
        mails.page(
            site.get().id(),
            state.isEmpty() ? null : state,
            asked.number("before").orElse(null),
            ROWS + 1);
    boolean more = found.size() > ROWS;
    List<MailList.Row> rows = more ? found.subList(0, ROWS) : found;
    return Answer.page(
        "mails",
        "mails.title",
        new MailsView(
            !mailServer.set(),
            trouble(asked),
            state,
            counts.entrySet().stream()
                .map(count -> new Choice(count.getKey(), asked.formats().number(count.getValue())))
                .toList(),
            rows.stream().map(row -> row(asked, row)).toList(),
            more ? "/console/mails?state=" + state + "&before=" + rows.getLast().id() : null));
  }

  private @Nullable String trouble(PageRequest asked) {
    return mailServer
        .trouble()
        .get()
        .filter(trouble -> mailServer.set())
        .map(
            trouble ->
                asked
                    .texts()
                    .of("mails.trouble", asked.formats().ago(trouble.since()), trouble.words()))
        .orElse(null);
  }

  /** A mail as lists show it. */
  static MailsView.Row row(PageRequest asked, MailList.Row mail) {
    Formats formats = asked.formats();
    Instant at = Objects.requireNonNullElse(mail.sentAt(), mail.dueAt());
    String reason = mail.reason();
    return new MailsView.Row(
        mail.id(),
        mail.contact().value(),
        People.name(mail.name(), mail.email()),
        mail.cart(),
        asked.texts().of("mail.step", mail.step()),
        mail.state(),
        mail.subject(),
        reason == null ? null : asked.texts().ofWord("reason", reason),
        mail.serverReply(),
        formats.dateTime(at),
        formats.iso(at));
  }
}
