package io.piste.anonymous;

import io.piste.base.DatabaseAway;
import io.piste.base.Problem;
import io.piste.base.ProblemCode;
import java.util.Locale;

/** What became of a request; each request has exactly one, so the counters add up. */
enum Outcome {
  /** The view is in the figures. */
  COUNTED,
  /** The person does not want to be counted on this site, and said so just now or earlier. */
  OPTED_OUT,
  /** The browser asks for privacy: Sec-GPC or DNT. */
  PRIVACY_SIGNAL,
  /** The browser fetched ahead; nobody has seen the page. */
  PREFETCH,
  /** A robot, or a browser that no person looks at. */
  ROBOT,
  /** The site did not switch it on, or is for minors. */
  SWITCHED_OFF,
  /** No such site, or a page that is not the site's. */
  NOT_OURS,
  /** It cannot be read. */
  BROKEN,
  /** More than is taken in a minute, from one network or for the site. */
  LIMIT,
  /** It could not be counted. */
  FAILED;

  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Outcome of(RuntimeException failure) {
    return failure instanceof Problem problem && !DatabaseAway.caused(failure)
        ? of(problem.code())
        : FAILED;
  }

  private static Outcome of(ProblemCode code) {
    return switch (code) {
      case UNKNOWN_SITE, ORIGIN_MISSING, ORIGIN_NOT_LISTED -> NOT_OURS;
      case BAD_JSON, BAD_REQUEST, BODY_TOO_LARGE -> BROKEN;
      case TOO_MANY_REQUESTS -> LIMIT;
      case SWITCHED_OFF, SITE_FOR_MINORS -> SWITCHED_OFF;
      default -> FAILED;
    };
  }
}
