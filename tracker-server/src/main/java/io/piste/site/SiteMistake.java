package io.piste.site;

/**
 * Why a site cannot be kept like this.
 *
 * @param field the field's name in {@link NewSite}
 * @param message what was found and what is expected, in English
 */
public record SiteMistake(String field, String message) {
  @Override
  public String toString() {
    return field + ": " + message;
  }
}
