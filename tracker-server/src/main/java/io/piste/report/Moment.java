package io.piste.report;

import io.piste.base.SiteId;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One entry of a timeline.
 *
 * @param site number 0 where it concerns no site
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

  /** What somebody may look at alone. */
  public enum Group {
    VISITS,
    SHOP,
    MAILS,
    CONSENTS,
    PROFILE,
    IDENTITY;

    /** Its name in addresses. */
    public String word() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }

    /** The kinds in it. */
    public List<Kind> kinds() {
      return Stream.of(Kind.values()).filter(kind -> kind.group == this).toList();
    }
  }

  /** What happened. The words are those of the query. */
  public enum Kind {
    VISIT(Group.VISITS),
    PAGE(Group.VISITS),
    PRODUCT(Group.VISITS),
    SEARCH(Group.VISITS),
    FORM(Group.VISITS),
    EVENT(Group.VISITS),
    CLICK(Group.VISITS),
    DOWNLOAD(Group.VISITS),
    LOGOUT(Group.VISITS),
    CART(Group.SHOP),
    CHECKOUT(Group.SHOP),
    ABANDONED(Group.SHOP),
    RESTORED(Group.SHOP),
    ORDER(Group.SHOP),
    MAIL(Group.MAILS),
    NO_MAIL(Group.MAILS),
    PERMISSION(Group.MAILS),
    CONSENT(Group.CONSENTS),
    LOST(Group.CONSENTS),
    STAGE(Group.PROFILE),
    SEGMENT(Group.PROFILE),
    TAG(Group.PROFILE),
    INTEREST(Group.PROFILE),
    SCORE(Group.PROFILE),
    EDITED(Group.IDENTITY),
    LINK(Group.IDENTITY),
    REFUSED(Group.IDENTITY),
    GIVEN_BACK(Group.IDENTITY),
    MERGED(Group.IDENTITY),
    PARTED(Group.IDENTITY);

    private final Group group;

    Kind(Group group) {
      this.group = group;
    }

    /** What it belongs to. */
    public Group group() {
      return group;
    }
  }
}
