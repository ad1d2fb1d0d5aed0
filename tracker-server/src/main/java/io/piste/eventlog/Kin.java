package io.piste.eventlog;

import java.util.Set;
import org.jdbi.v3.core.Handle;

/** Which visitors share rows, because they are or were the same person. */
@FunctionalInterface
public interface Kin {
  /** Those that share a row with one of these; these themselves may be among them. */
  Set<Scope.Visitor> of(Handle handle, Scope visitors);
}
