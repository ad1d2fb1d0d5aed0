package io.piste.visit;

/**
 * Where a session came from. Texts are empty where nothing is known.
 *
 * @param source what the campaign or the referring host is called: {@code Google}, {@code
 *     newsletter}, {@code blog.example}
 * @param medium of the campaign, in lower case
 * @param campaign its name
 */
public record Attribution(Channel channel, String source, String medium, String campaign) {
  /** Nobody knows. */
  public static final Attribution DIRECT = new Attribution(Channel.DIRECT, "", "", "");
}
