package io.piste.cart;

import io.piste.contact.IdentityLinker;
import io.piste.contact.Turns;
import io.piste.eventlog.LoggedEvent;
import io.piste.eventlog.Projection;
import io.piste.eventlog.Rewound;
import io.piste.eventlog.Scope;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/**
 * Identities and carts, in turns: whose cart an order closes depends on who is known at that point
 * of the log, and must not depend on how the log is cut into batches.
 */
public final class PeopleAndCarts implements Projection {
  private final IdentityLinker people;
  private final CartKeeper carts;

  /** Hands on to these two. */
  public PeopleAndCarts(IdentityLinker people, CartKeeper carts) {
    this.people = people;
    this.carts = carts;
  }

  @Override
  public void project(Handle handle, List<LoggedEvent> events) {
    for (List<LoggedEvent> turn : Turns.of(handle, events)) {
      people.project(handle, turn);
      carts.project(handle, turn);
    }
  }

  @Override
  public Rewound rewind(Handle handle, Scope scope) {
    Rewound contacts = people.rewind(handle, scope);
    Rewound shelves = carts.rewind(handle, scope);
    return new Rewound() {
      @Override
      public void keep(Instant until) {
        contacts.keep(until);
        shelves.keep(until);
      }

      @Override
      public void settle() {
        contacts.settle();
        shelves.settle();
      }
    };
  }

  @Override
  public void forget(Handle handle, Scope scope) {
    people.forget(handle, scope);
    carts.forget(handle, scope);
  }

  @Override
  public Set<Scope.Visitor> kin(Handle handle, Scope scope) {
    Set<Scope.Visitor> kin = new HashSet<>(people.kin(handle, scope));
    kin.addAll(carts.kin(handle, scope));
    return kin;
  }
}
