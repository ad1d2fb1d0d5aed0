package io.piste.profile;

import io.piste.base.ContactId;
import io.piste.base.SiteId;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/**
 * Somebody who wants to know when something changed about people. Called inside the transaction
 * that settles their profiles (READ COMMITTED); it must write through the handle and nowhere else,
 * and in bulk. It is told again when the transaction fails, and may be told though nothing changed.
 */
public interface PersonWatch {
  /** The kinds of acts that it wants to see of a site's people. */
  default Set<ActKind> acts(Handle handle, SiteId site) {
    return Set.of();
  }

  /**
   * Something may have changed about these, or time passed.
   *
   * @param people of one site, some hundred
   * @return when time alone may change something about them next; without those for whom it never
   *     does. They are shown again then
   */
  Map<ContactId, Instant> see(Handle handle, SiteId site, List<Person> people, Instant now);

  /** These are in nothing any more: restricted, merged into others, or gone. */
  default void left(Handle handle, SiteId site, Collection<ContactId> contacts) {}
}
