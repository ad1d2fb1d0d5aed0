package io.piste.segment;

/**
 * What is wrong with a rule, and where.
 *
 * @param place the way to it in the JSON form: {@code all[2].times.at_least}; empty: the whole
 * @param expected what should be there, in English
 */
public record RuleMistake(String place, Kind kind, String expected) {
  /** What kind of mistake: the console has a sentence for each. */
  public enum Kind {
    /** It is not one JSON object, or nests too deep to be read. */
    NOT_JSON,
    /** The object names no condition or group, or more than one. */
    NO_CONDITION,
    /** A key that is not known there. */
    UNKNOWN_KEY,
    /** A value that has to be there is not. */
    MISSING,
    /** A value that should be another. */
    WRONG_VALUE,
    /** Groups lie too deep in each other. */
    TOO_DEEP,
    /** More conditions than a rule may have. */
    TOO_MANY,
    /** No field has this name. */
    UNKNOWN_FIELD,
    /** This field cannot be compared so. */
    WRONG_COMPARISON,
    /** The site has no score of this name. */
    UNKNOWN_SCORE,
    /** The site has no segment of this number. */
    UNKNOWN_SEGMENT,
    /** The segment would follow from itself. */
    CIRCLE
  }

  /** For a log or an API: where, and what to do. */
  public String message() {
    return (place.isEmpty() ? "the rule" : place) + ": expected " + expected;
  }
}
