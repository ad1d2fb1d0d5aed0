package io.piste.base;

/** A contact's number. */
public record ContactId(long value) {
  @Override
  public String toString() {
    return Long.toString(value);
  }
}
