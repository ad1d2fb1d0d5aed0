package io.piste.collect;

import io.piste.base.DatabaseAway;
import io.piste.base.Problem;
import io.piste.base.ProblemCode;
import io.piste.eventlog.DeathCause;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Every reason for which nothing follows from an event. Each is counted in {@code
 * piste_events_refused_total{reason}} and has a test; those without a problem code are answered
 * 204, as if stored. Nothing of them is stored but those whose time is not believed.
 */
enum Refusal {
  /** More than 64 KiB of a page, or 1 MiB of a shop's server. */
  BODY_TOO_LARGE(ProblemCode.BODY_TOO_LARGE),
  /** No JSON object at all. */
  BROKEN_JSON(ProblemCode.BAD_JSON),
  /** A field that is missing, of another type or out of its limits. */
  WRONG_SHAPE(ProblemCode.BAD_EVENT),
  /** More requests from one network than are taken in a minute. */
  ADDRESS_LIMIT(ProblemCode.TOO_MANY_REQUESTS),
  /** More events for one site than are taken in a minute. */
  SITE_LIMIT(ProblemCode.TOO_MANY_REQUESTS),
  /** The browser fetched ahead; nobody has seen the page. */
  PREFETCH(null),
  /** A robot, or a browser that no person looks at, for another reason that it is not told. */
  ROBOT(null),
  /** No site has this public id. */
  UNKNOWN_SITE(ProblemCode.UNKNOWN_SITE),
  /** No Origin header. */
  ORIGIN_MISSING(ProblemCode.ORIGIN_MISSING),
  /** A page that is not the site's. */
  ORIGIN_NOT_LISTED(ProblemCode.ORIGIN_NOT_LISTED),
  /** The site is for minors: nothing of it is tracked (rule C17). */
  FOR_MINORS(ProblemCode.SITE_FOR_MINORS),
  /** No consent id, or one that was made up, superseded, withdrawn, expired, or another site's. */
  NO_CONSENT(ProblemCode.NO_CONSENT),
  /** A consent that holds, but was given by another visitor than the one who sends. */
  OTHER_VISITOR(ProblemCode.NO_CONSENT),
  /** The visitor did not allow what events of this type are for. */
  PURPOSE_REFUSED(ProblemCode.NO_CONSENT),
  /** An identity token that is forged, of another site, or too old. */
  BAD_IDENTITY(ProblemCode.BAD_EVENT),
  /** It says that it happened more than 7 days before it arrived: kept apart. */
  TOO_OLD(null),
  /** It says that it happened after it arrived: kept apart. */
  IN_FUTURE(null),
  /** More at once than the log takes. */
  BUSY(ProblemCode.BUSY),
  /** The events could not be stored. */
  DATABASE_AWAY(ProblemCode.DATABASE_AWAY),
  /** A mistake of ours. */
  FAILED(ProblemCode.INTERNAL);

  private final @Nullable ProblemCode code;

  Refusal(@Nullable ProblemCode code) {
    this.code = code;
  }

  /** What the sender is told; empty when nothing. */
  Optional<ProblemCode> code() {
    return Optional.ofNullable(code);
  }

  /** Whether another request of the same sender might do better: robots are not told how. */
  boolean isOwnMistake() {
    return code != null && code.status() < 429;
  }

  /** The value of the counter's tag. */
  String reason() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The reason behind whatever ended the way of events. */
  static Refusal of(RuntimeException failure) {
    return switch (failure) {
      case Refused refused -> refused.refusal();
      case Problem problem -> of(problem.code());
      default -> DatabaseAway.caused(failure) ? DATABASE_AWAY : FAILED;
    };
  }

  /** The reason why an event that is in the log is kept apart. */
  static Refusal of(DeathCause untimely) {
    return untimely == DeathCause.TOO_OLD ? TOO_OLD : IN_FUTURE;
  }

  /** The reason behind a problem that was met on the way of an event. */
  static Refusal of(ProblemCode code) {
    return switch (code) {
      case BODY_TOO_LARGE -> BODY_TOO_LARGE;
      case BAD_JSON, BAD_REQUEST -> BROKEN_JSON;
      case BAD_EVENT -> WRONG_SHAPE;
      case UNKNOWN_SITE -> UNKNOWN_SITE;
      case ORIGIN_MISSING -> ORIGIN_MISSING;
      case ORIGIN_NOT_LISTED -> ORIGIN_NOT_LISTED;
      case NO_CONSENT -> NO_CONSENT;
      case TOO_MANY_REQUESTS -> SITE_LIMIT;
      case BUSY -> BUSY;
      case DATABASE_AWAY -> DATABASE_AWAY;
      default -> FAILED;
    };
  }
}
