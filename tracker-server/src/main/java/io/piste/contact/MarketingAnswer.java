package io.piste.contact;

import io.piste.base.EmailAddress;
import io.piste.protocol.Proof;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An answer to "may we write to you?" that a shop hands in.
 *
 * @param source form, checkout, account or unsubscribe
 * @param words what stood beside the box
 * @param page origin and path, where there was one
 */
public record MarketingAnswer(
    EmailAddress email,
    boolean granted,
    Proof proof,
    String source,
    String words,
    @Nullable String page,
    Person person,
    Instant decidedAt) {

  /** What was said about the person beside it. */
  public record Person(
      @Nullable String firstName, @Nullable String lastName, @Nullable String language) {}
}
