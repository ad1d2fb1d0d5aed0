package io.piste.connector;

import io.piste.base.JsonFields;
import io.piste.base.Problem;
import io.piste.base.ProblemCode;
import io.piste.collect.ShopWords;
import io.piste.connector.Connector.Failure;
import io.piste.connector.Connector.Report;
import io.piste.protocol.api.Pong;
import io.piste.protocol.api.Scope;
import io.piste.site.PublicPaths;
import io.piste.site.Site;
import io.piste.token.IdentityTokens;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a connector asks about itself, and tells of itself. Thread-safe. */
public final class ConnectorCalls {
  private static final int MOST_ERRORS = 50;
  private static final int MOST_WAITING = 100_000_000;

  private final Connectors connectors;
  private final PublicPaths paths;
  private final IdentityTokens identities;
  private final InstantSource clock;

  /** Asks nothing yet. */
  public ConnectorCalls(
      Connectors connectors, PublicPaths paths, IdentityTokens identities, InstantSource clock) {
    this.connectors = connectors;
    this.paths = paths;
    this.identities = identities;
    this.clock = clock;
  }

  /** The calls. */
  public List<Call> calls() {
    return List.of(
        Call.get("/ping", Scope.EVENTS, this::ping).forEveryKey(),
        Call.of("PUT", "/connector", Scope.EVENTS, this::report));
  }

  private ApiAnswer ping(ApiRequest request) {
    request.parameters();
    Site site = request.site();
    ConnectorKey key = request.caller().key();
    Instant ends = key.endsAt();
    return ApiAnswer.ok(
        new Pong(
            site.name(),
            site.publicId(),
            "v1",
            version(),
            site.trackerUrl(),
            Map.of(
                "script",
                paths.script(),
                "banner",
                paths.banner(),
                "events",
                paths.events(),
                "consent",
                paths.consent()),
            site.trackerUrl() + paths.script(),
            Map.of("consent", "piste_consent", "visitor", "piste_visitor"),
            key.has(Scope.EVENTS) ? identities.secretFor(site.publicId(), site.keyVersion()) : null,
            Arrays.stream(Scope.values()).filter(key::has).toList(),
            new Pong.Key(key.name(), ends == null ? null : ends.toEpochMilli()),
            site.cartRecovery(),
            site.restoreUrl()));
  }

  private static String version() {
    String version = ConnectorCalls.class.getPackage().getImplementationVersion();
    return version == null ? "0.1.0" : version;
  }

  private ApiAnswer report(ApiRequest request) {
    ConnectorHeader said =
        ConnectorHeader.of(request.http())
            .orElseThrow(
                () ->
                    new Problem(
                        ProblemCode.BAD_REQUEST,
                        "X-Connector: expected who reports, such as wordpress/1.0.0; php=8.2"));
    JsonFields body = request.json();
    body.only("queue", "errors");
    JsonFields queue = body.object("queue");
    queue.only("length", "oldest");
    int length = (int) queue.wholeNumber("length", 0, MOST_WAITING);
    Instant oldest =
        queue.has("oldest") ? Instant.ofEpochMilli(ShopWords.time(queue, "oldest")) : null;
    List<Failure> errors =
        body.has("errors")
            ? body.objects("errors", MOST_ERRORS).stream().map(ConnectorCalls::failure).toList()
            : List.of();
    connectors.report(
        request.site().id(), said, new Report(clock.instant(), length, oldest, errors));
    return ApiAnswer.none();
  }

  private static Failure failure(JsonFields error) {
    error.only("code", "detail", "at", "count");
    @Nullable String detail = error.optionalLine("detail", 500);
    return new Failure(
        error.text("code", 60),
        detail == null ? "" : detail,
        ShopWords.time(error, "at"),
        error.has("count") ? (int) error.wholeNumber("count", 1, 1_000_000) : 1);
  }
}
