package io.piste.transfer;

import io.piste.base.ContactId;
import io.piste.base.SiteId;
import java.util.Collection;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** The segments of a site, as imports and exports need them. */
public interface StaticSegments {
  /** There are none. */
  StaticSegments NONE =
      new StaticSegments() {
        @Override
        public List<Choice> of(SiteId site) {
          return List.of();
        }

        @Override
        public List<Choice> all(SiteId site) {
          return List.of();
        }

        @Override
        public void add(Handle handle, SiteId site, long segment, Collection<ContactId> contacts) {}
      };

  /** One to choose. */
  record Choice(long id, String name) {}

  /** All of a site: those whose members can be exported. */
  List<Choice> all(SiteId site);

  /** Those that people fill by hand: lines can be added to them. */
  List<Choice> of(SiteId site);

  /** Adds contacts, in the caller's transaction; one that is gone takes nobody in. */
  void add(Handle handle, SiteId site, long segment, Collection<ContactId> contacts);
}
