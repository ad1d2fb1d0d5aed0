package io.piste.connector;

import static io.piste.db.LockConflicts.retried;

import io.piste.automation.Enrolments;
import io.piste.automation.Reason;
import io.piste.base.ContactId;
import io.piste.base.JsonFields;
import io.piste.base.SiteId;
import io.piste.collect.ShopWords;
import io.piste.contact.MarketingAnswer;
import io.piste.contact.MarketingAnswers;
import io.piste.outbox.Outbox;
import io.piste.privacy.UrlStripping;
import io.piste.protocol.Proof;
import io.piste.protocol.api.Scope;
import io.piste.site.WebAddress;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.transaction.TransactionIsolationLevel;
import org.jspecify.annotations.Nullable;

/**
 * {@code POST /consents}: somebody said in the shop's own pages whether they want mails. That needs
 * no visitor and no consent to tracking: it is about an address that the person gave. Thread-safe.
 */
public final class ConsentCalls {
  private static final Set<String> SOURCES = Set.of("form", "checkout", "account", "unsubscribe");
  private static final int MOST_WORDS = 2_000;
  private static final int MOST_PAGE = 500;

  private final Jdbi jdbi;
  private final MarketingAnswers answers;
  private final Enrolments enrolments;
  private final Outbox outbox;
  private final InstantSource clock;

  /** Notes nothing yet. */
  public ConsentCalls(
      Jdbi jdbi,
      MarketingAnswers answers,
      Enrolments enrolments,
      Outbox outbox,
      InstantSource clock) {
    this.jdbi = jdbi;
    this.answers = answers;
    this.enrolments = enrolments;
    this.outbox = outbox;
    this.clock = clock;
  }

  /** The call. */
  public List<Call> calls() {
    return List.of(Call.of("POST", "/consents", Scope.EVENTS, this::note));
  }

  private ApiAnswer note(ApiRequest request) {
    MarketingAnswer answer = answer(request.json(), clock.instant());
    SiteId site = request.site().id();
    retried(
        () ->
            jdbi.inTransaction(
                TransactionIsolationLevel.READ_COMMITTED,
                handle -> {
                  note(handle, site, answer);
                  return true;
                }));
    return ApiAnswer.of(202, Map.of("status", "stored"));
  }

  private void note(Handle handle, SiteId site, MarketingAnswer answer) {
    Instant now = clock.instant();
    answers
        .note(handle, site, answer, now)
        .ifPresent(
            contact -> {
              stop(handle, site, contact, now);
            });
  }

  private void stop(Handle handle, SiteId site, ContactId contact, Instant now) {
    enrolments.stopOfContact(handle, site, contact, Reason.UNSUBSCRIBED, now);
    outbox.cancelOfContact(handle, site, contact, Reason.UNSUBSCRIBED.word());
  }

  private static MarketingAnswer answer(JsonFields body, Instant now) {
    body.only(
        "email",
        "purpose",
        "granted",
        "source",
        "at",
        "text",
        "page",
        "language",
        "firstName",
        "lastName",
        "v",
        "verified");
    if (!body.text("purpose", 20).equals("marketing")) {
      throw body.wrong("purpose", "marketing");
    }
    String source = body.text("source", 20);
    if (!SOURCES.contains(source)) {
      throw body.wrong("source", "form, checkout, account or unsubscribe");
    }
    ShopWords.visitor(body);
    Instant at = Instant.ofEpochMilli(ShopWords.time(body, "at"));
    boolean granted = flag(body, "granted");
    boolean verified = Objects.requireNonNullElse(body.optionalFlag("verified"), false);
    return new MarketingAnswer(
        ShopWords.email(body, "email"),
        granted,
        verified ? Proof.VERIFIED : Proof.CLAIMED,
        source,
        words(body, granted),
        page(body.optionalText("page", 2_000)),
        new MarketingAnswer.Person(
            ShopWords.person(body, "firstName"),
            ShopWords.person(body, "lastName"),
            ShopWords.language(body, "language")),
        at.isAfter(now) ? now : at);
  }

  /** A yes is worth nothing without the words that it was said to. */
  private static String words(JsonFields body, boolean granted) {
    return granted
        ? body.line("text", MOST_WORDS)
        : Objects.requireNonNullElse(body.optionalLine("text", MOST_WORDS), "");
  }

  private static boolean flag(JsonFields body, String name) {
    Boolean flag = body.optionalFlag(name);
    if (flag == null) {
      throw body.wrong(name, "true or false");
    }
    return flag;
  }

  /** Without the query, which may hold anything. */
  private static @Nullable String page(@Nullable String said) {
    return WebAddress.parse(said)
        .map(page -> page.origin() + UrlStripping.strip(page.path()))
        .filter(page -> page.length() <= MOST_PAGE)
        .orElse(null);
  }
}
