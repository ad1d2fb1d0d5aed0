package io.piste.base;

/** A site's number inside this installation. Pages and connectors know the public id only. */
public record SiteId(long value) {
  @Override
  public String toString() {
    return Long.toString(value);
  }
}
