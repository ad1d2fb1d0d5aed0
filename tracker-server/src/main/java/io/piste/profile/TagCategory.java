package io.piste.profile;

/**
 * Tags that fade alike.
 *
 * @param id 0 for one that is not stored yet
 * @param halfLifeDays after so many days half of a weight is left; 0: it does not fade
 */
public record TagCategory(long id, String name, int halfLifeDays) {
  /** The half-life of tags without category, in days. */
  public static final int USUAL_HALF_LIFE = 30;
}
