package io.piste.privacy;

import java.util.List;
import org.jdbi.v3.core.Handle;

/**
 * A store that keeps something about people, and so has to tell it and to forget it (GDPR art. 15,
 * 17 and 20). Every store with a column for a contact, a visitor or an address has one; a test
 * looks for tables that nobody answers for.
 */
public interface PersonalData {
  /** What it keeps, each kind by itself. */
  List<PersonalTable> tables();

  /** Does what statements cannot, in the transaction that erases; before the rows go. */
  default void forget(Handle handle, Person person) {}
}
