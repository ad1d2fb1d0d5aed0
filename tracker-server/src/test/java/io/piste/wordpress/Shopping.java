package io.piste.wordpress;

/** A guest who shops, at one of the two checkouts. What cannot be done there does nothing. */
interface Shopping {
  /** The mug of 14.90 that every shop of these tests has. */
  String MUG = "MUG-1";

  String EMAIL = "anne@example.com";

  /** From the first look to the thank-you page, by the block checkout: 1, 2, 3 mugs. */
  void byBlocks();

  /** By the classic checkout: a mug, 3 of them, none, 3 again. */
  void byForms();
}
