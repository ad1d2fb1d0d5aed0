package io.piste.consent;

import io.piste.base.ConsentId;
import io.piste.base.Json;
import io.piste.base.Problem;
import io.piste.base.ProblemCode;
import io.piste.base.VisitorId;
import io.piste.site.Site;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * Whoever signs out may leave the browser to somebody else: from then on it is another visitor, who
 * inherits nothing. The consent goes on, for it was asked of this browser and is not asked again
 * before its time (rules C7, C13); it ends when it would have ended. What the earlier visitor
 * allowed stays allowed until this browser chooses anew (docs/adr/0060-a-logout-is-a-handover.md).
 * Thread-safe.
 */
public final class Handovers {
  private static final String INSERT_RECORD =
      """
      INSERT INTO consent_record (site_id, consent_id, previous_id, visitor_id, text_hash,
        text_version, language, granted, refused, how, gpc, page, decided_at)
      SELECT site_id, :next, consent_id, :newcomer, text_hash,
        text_version, language, granted, refused, 'logout', gpc, page, :now
      FROM consent_record WHERE site_id = :site AND consent_id = :consent
      """;
  private static final String INSERT_STATE =
      """
      INSERT INTO consent_state (site_id, visitor_id, consent_id, purposes, expires_at)
      SELECT site_id, :newcomer, :next, purposes, expires_at
      FROM consent_state
      WHERE site_id = :site AND consent_id = :consent AND visitor_id = :visitor
        AND expires_at > :now
      """;
  private static final String SELECT_STATE =
      """
      SELECT r.text_version, r.granted, s.expires_at
      FROM consent_state s JOIN consent_record r USING (site_id, consent_id)
      WHERE s.site_id = :site AND s.consent_id = :next
      """;

  /** When the choice was made that was handed on, perhaps several times. */
  private static final String SELECT_DECIDED =
      """
      WITH RECURSIVE back AS (
        SELECT previous_id, how, decided_at FROM consent_record
        WHERE site_id = :site AND consent_id = :consent
        UNION ALL
        SELECT r.previous_id, r.how, r.decided_at FROM back b
        JOIN consent_record r ON r.site_id = :site AND r.consent_id = b.previous_id
        WHERE b.how = 'logout')
      SELECT decided_at FROM back WHERE how <> 'logout' LIMIT 1
      """;

  private final Consents consents;
  private final PresentedVisitors visitors;
  private final Jdbi jdbi;
  private final InstantSource clock;

  /** Reads nothing yet. */
  public Handovers(Consents consents, PresentedVisitors visitors) {
    this.consents = consents;
    this.visitors = visitors;
    this.jdbi = consents.jdbi();
    this.clock = consents.clock();
  }

  /** A visitor and the consent that it goes by. */
  public record Holder(VisitorId visitor, ConsentId consent) {}

  /** Who goes on, and what the browser has to remember of the choice. */
  private record Handover(VisitorId newcomer, String choice, Instant expiresAt) {}

  /**
   * Makes the browser somebody else. Where cookies of ours reach the page they are set, else the
   * answer names those that the page has to set.
   *
   * @return who goes on; empty when the consent ended meanwhile
   */
  public Optional<VisitorId> answer(
      HttpServletRequest request, HttpServletResponse response, Site site, Holder leaving)
      throws IOException {
    if (!arePossible()) {
      throw new Problem(
          ProblemCode.DATABASE_AWAY,
          "The database was away, and choices are still on their way: send the same again later.");
    }
    Instant now = clock.instant();
    Optional<Handover> made = jdbi.inTransaction(handle -> make(handle, site, leaving, now));
    if (made.isPresent()) {
      Handover handover = made.get();
      long seconds = Duration.between(now, handover.expiresAt()).toSeconds();
      Placement placement =
          Placement.of(site, request.getServerName(), request.getHeader("Origin"));
      if (placement == Placement.OTHER_SITE) {
        String token = visitors.token(site, handover.newcomer(), handover.expiresAt());
        say(
            response,
            List.of(
                cookie(ConsentCookies.CONSENT, handover.choice(), seconds),
                cookie(PresentedVisitors.COOKIE, token, seconds)));
        return Optional.of(handover.newcomer());
      }
      String domain = placement == Placement.SUBDOMAIN ? "; Domain=" + site.cookieDomain() : "";
      String choice = cookie(ConsentCookies.CONSENT, handover.choice(), seconds);
      String visitor = cookie(PresentedVisitors.COOKIE, handover.newcomer().toString(), seconds);
      response.addHeader("Set-Cookie", choice + domain);
      response.addHeader("Set-Cookie", visitor + "; HttpOnly");
    }
    response.setStatus(HttpServletResponse.SC_NO_CONTENT);
    return made.map(Handover::newcomer);
  }

  /** Not while choices are still on their way to the database: one of them may be a withdrawal. */
  public boolean arePossible() {
    return consents.pending().isEmpty();
  }

  /** Nothing when the consent ended in the meantime: then there is nobody to go on for. */
  private Optional<Handover> make(Handle handle, Site site, Holder leaving, Instant now) {
    VisitorId newcomer = VisitorId.random();
    ConsentId next = ConsentId.random();
    Map<String, Object> ids =
        Map.of(
            "site",
            site.id(),
            "consent",
            leaving.consent(),
            "visitor",
            leaving.visitor(),
            "newcomer",
            newcomer,
            "next",
            next,
            "now",
            now);
    int handed = handle.createUpdate(INSERT_STATE).bindMap(ids).execute();
    if (handed == 0 || handle.createUpdate(INSERT_RECORD).bindMap(ids).execute() == 0) {
      handle.rollback();
      return Optional.empty();
    }
    Instant decided = handle.createQuery(SELECT_DECIDED).bindMap(ids).mapTo(Instant.class).one();
    return Optional.of(
        handle
            .createQuery(SELECT_STATE)
            .bindMap(ids)
            .map(
                row ->
                    new Handover(
                        newcomer,
                        "1.%s.%d.%s.%d"
                            .formatted(
                                next,
                                row.getColumn("text_version", Integer.class),
                                row.getColumn("granted", String.class).replace(',', '-'),
                                decided.getEpochSecond()),
                        row.getColumn("expires_at", Instant.class)))
            .one());
  }

  private static String cookie(String name, String value, long seconds) {
    return "%s=%s; Path=/; Max-Age=%d; Secure; SameSite=Lax".formatted(name, value, seconds);
  }

  private static void say(HttpServletResponse response, List<String> cookies) throws IOException {
    byte[] body = Json.write(Map.of("cookies", cookies)).getBytes(StandardCharsets.UTF_8);
    response.setContentType("application/json");
    response.setContentLength(body.length);
    response.getOutputStream().write(body);
  }
}
