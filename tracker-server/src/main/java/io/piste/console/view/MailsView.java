package io.piste.console.view;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of mails.
 *
 * @param noServer whether there is no mail server, so that nothing can leave
 * @param trouble what the mail server says when no mail can leave, null when all is well
 * @param state which ones, empty for all
 * @param next address of the next page, null at the end
 */
public record MailsView(
    boolean noServer,
    @Nullable String trouble,
    String state,
    List<Choice> states,
    List<Row> rows,
    @Nullable String next) {

  /** A state to filter by, with how many mails are in it. */
  public record Choice(String state, String count) {}

  /**
   * A mail.
   *
   * @param reason why it did not leave, in words; null when it did
   * @param reply the last words of the mail server, null when it said nothing
   */
  public record Row(
      long id,
      long contact,
      String who,
      @Nullable Long cart,
      String step,
      String state,
      @Nullable String subject,
      @Nullable String reason,
      @Nullable String reply,
      String time,
      String iso) {}

  public MailsView {
    states = List.copyOf(states);
    rows = List.copyOf(rows);
  }
}
