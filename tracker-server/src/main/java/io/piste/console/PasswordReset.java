package io.piste.console;

import io.piste.base.EmailAddress;
import java.time.InstantSource;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;

/** Makes links for users who forgot their password; the command line prints them. */
public final class PasswordReset {
  private final Users users;
  private final Invitations invitations;

  /** Reads nothing yet. */
  public PasswordReset(Jdbi jdbi, InstantSource clock) {
    this.users = new Users(jdbi, clock);
    this.invitations = new Invitations(jdbi, clock);
  }

  /** The path of a link for one use within 30 minutes; empty when nobody has that address. */
  public Optional<String> path(EmailAddress email) {
    return users
        .byEmail(email)
        .map(known -> "/console/welcome/" + invitations.make(known.user().id()));
  }
}
