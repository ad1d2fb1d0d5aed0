package io.piste.connector;

/**
 * A key that was just made.
 *
 * @param token the key itself: to be shown once, for it is kept nowhere
 */
public record NewKey(ConnectorKey key, String token) {
  /** Not the token, which must not come into a log. */
  @Override
  public String toString() {
    return "NewKey[" + key.number() + "]";
  }
}
