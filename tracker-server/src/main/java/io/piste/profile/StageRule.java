package io.piste.profile;

/**
 * When contacts of a site are at which stage: the furthest whose condition holds now. Days are 1 to
 * 3,650, counts 1 to 1,000.
 *
 * @param loyaltyOrders loyalty: so many orders
 * @param loyaltyDays in so many days
 * @param transformationDays transformation: an order, or a cart with something in it, in so many
 *     days
 * @param qualificationPages qualification: so many pages
 * @param qualificationDays in so many days
 * @param qualificationMails whether who allows mails is qualified as well
 */
public record StageRule(
    int loyaltyOrders,
    int loyaltyDays,
    int transformationDays,
    int qualificationPages,
    int qualificationDays,
    boolean qualificationMails) {
  /** What holds where nobody set anything. */
  public static final StageRule USUAL = new StageRule(2, 365, 30, 5, 30, true);
}
