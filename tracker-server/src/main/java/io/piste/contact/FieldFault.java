package io.piste.contact;

import java.util.Locale;

/**
 * Why a text cannot be the value of a field.
 *
 * @param detail what would be right: an example, a limit or a list; never what was typed
 */
public record FieldFault(Kind kind, String detail) {
  /** The closed set of faults; the console has a sentence for each that says what to do. */
  public enum Kind {
    /** More characters than the limit, which is the detail. */
    TOO_LONG,
    /** Line breaks or other characters that cannot be seen. */
    UNSEEN_CHARACTERS,
    /** Not an e-mail address. */
    NO_ADDRESS,
    /** Not a number. */
    NO_NUMBER,
    /** 1,234 may be one thousand or one and a bit. */
    UNCLEAR_NUMBER,
    /** More digits than are kept. */
    NUMBER_TOO_LONG,
    /** Not a day of the calendar. */
    NO_DATE,
    /** None of the texts of the list, which is the detail. */
    NO_CHOICE,
    /** Neither yes nor no. */
    NO_YES_NO,
    /** Not as postcodes of the country look; the detail is one that does. */
    NO_POSTCODE,
    /** Not a country. */
    NO_COUNTRY,
    /** Not a language. */
    NO_LANGUAGE,
    /** Not a time zone. */
    NO_TIME_ZONE,
    /** Not a phone number; the detail is one. */
    NO_PHONE,
    /** The address has to be there. */
    ADDRESS_MISSING,
    /** Another contact has the address. */
    ADDRESS_TAKEN;

    /** In files and texts: small letters with _ between words. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  static FieldFault of(Kind kind) {
    return new FieldFault(kind, "");
  }

  static FieldFault of(Kind kind, String detail) {
    return new FieldFault(kind, detail);
  }
}
