package io.piste.report;

import io.piste.base.SiteId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One entry of a timeline.
 *
 * @param state a word that says more about the kind: proof of a link, state of a mail, …
 * @param text what it was about, as the source wrote it: a title, a name, a subject
 * @param detail a path, a reason, a list of purposes; its meaning goes with the kind
 * @param reference the row's number, for a link to its page
 */
public record Moment(
    Kind kind,
    Instant at,
    SiteId site,
    @Nullable String state,
    @Nullable String text,
    @Nullable String detail,
    @Nullable Money money,
    long reference) {

  /** What happened. The words are those of the query. */
  public enum Kind {
    PAGE,
    PRODUCT,
    CART,
    ABANDONED,
    RESTORED,
    ORDER,
    MAIL,
    NO_MAIL,
    CONSENT,
    LINK,
    PERMISSION
  }
}
