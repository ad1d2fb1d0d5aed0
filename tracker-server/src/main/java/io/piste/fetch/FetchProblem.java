package io.piste.fetch;

/**
 * Why another server gave no answer. The message is for logs of ours alone: it may say what an
 * address resolves to.
 */
public final class FetchProblem extends Exception {
  /** The closed set of reasons; each has a test. */
  public enum Kind {
    /** Not an http or https address, or one with a user name in it. */
    NO_WEB_ADDRESS,
    /** A port that is neither 80 nor 443 nor one of the site's own. */
    PORT,
    /** No such name. */
    NO_HOST,
    /** It leads to this machine or into a network that is not the internet. */
    PRIVATE,
    /** Nothing listens, or the network does not lead there. */
    UNREACHABLE,
    /** The certificate is not trusted, of another name, or too old; or no encryption was agreed. */
    UNTRUSTED,
    /** No complete answer in time. */
    TOO_SLOW,
    /** More redirects than are followed. */
    TOO_MANY_REDIRECTS,
    /** What came is no HTTP. */
    BROKEN
  }

  private final Kind kind;
  private final String address;

  FetchProblem(Kind kind, String address, String message) {
    super(message, null, false, false);
    this.kind = kind;
    this.address = address;
  }

  /** Which of the closed set it is. */
  public Kind kind() {
    return kind;
  }

  /** The address that was asked when it happened: behind redirects another one than at first. */
  public String address() {
    return address;
  }
}
