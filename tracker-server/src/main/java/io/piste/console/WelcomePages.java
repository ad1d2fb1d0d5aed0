package io.piste.console;

import io.piste.base.EmailAddress;
import io.piste.base.ProblemCode;
import io.piste.console.Invitations.Invitation;
import io.piste.console.view.MessageView;
import io.piste.console.view.WelcomeView;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;

/** What the links open that were printed in the terminal. Looking at them uses nothing up. */
final class WelcomePages {
  private final Jdbi jdbi;
  private final Invitations invitations;
  private final Users users;
  private final Passwords passwords;
  private final SignInPages signIn;

  WelcomePages(
      Jdbi jdbi, Invitations invitations, Users users, Passwords passwords, SignInPages signIn) {
    this.jdbi = jdbi;
    this.invitations = invitations;
    this.users = users;
    this.passwords = passwords;
    this.signIn = signIn;
  }

  Answer form(PageRequest asked) {
    String token = asked.variable("token");
    Optional<Invitation> invitation = open(token);
    return invitation.isEmpty() ? over() : shown(asked, invitation.get(), Map.of());
  }

  Answer act(PageRequest asked) {
    String token = asked.variable("token");
    Optional<Invitation> invitation = open(token);
    if (invitation.isEmpty()) {
      return over();
    }
    Map<String, String> mistakes = mistakes(asked, invitation.get());
    if (!mistakes.isEmpty()) {
      return shown(asked, invitation.get(), mistakes);
    }
    User invited = invitation.get().user();
    return invited == null ? addFirst(asked, token) : setPassword(asked, token, invited);
  }

  /** A link for the first administrator is worth nothing once there is one. */
  private Optional<Invitation> open(String token) {
    return invitations.open(token).filter(found -> found.user() != null || !users.any());
  }

  private Answer addFirst(PageRequest asked, String token) {
    EmailAddress email = EmailAddress.parse(asked.field("email")).orElseThrow();
    String hash = passwords.hash(asked.fieldAsTyped("password"));
    Optional<User> added =
        jdbi.inTransaction(
            handle ->
                invitations.use(handle, token) && !Users.any(handle)
                    ? Optional.of(users.add(handle, email, hash, asked.texts().language()))
                    : Optional.empty());
    if (added.isEmpty()) {
      return over();
    }
    signIn.begin(asked, added.get());
    return Answer.to("/console/");
  }

  private Answer setPassword(PageRequest asked, String token, User user) {
    String hash = passwords.hash(asked.fieldAsTyped("password"));
    boolean done =
        jdbi.inTransaction(
            handle -> {
              if (!invitations.use(handle, token)) {
                return false;
              }
              Users.setPassword(handle, user.id(), hash);
              Sessions.endAll(handle, user.id());
              return true;
            });
    return done ? Answer.to("/console/sign-in?done=password") : over();
  }

  private static Map<String, String> mistakes(PageRequest asked, Invitation invitation) {
    Map<String, String> mistakes = new LinkedHashMap<>();
    if (invitation.user() == null && EmailAddress.parse(asked.field("email")).isEmpty()) {
      mistakes.put("email", asked.texts().of("welcome.mistake.email"));
    }
    String password = asked.fieldAsTyped("password");
    if (password.length() < Passwords.SHORTEST) {
      mistakes.put("password", asked.texts().of("welcome.mistake.short", Passwords.SHORTEST));
    } else if (password.length() > Passwords.LONGEST) {
      mistakes.put("password", asked.texts().of("welcome.mistake.long", Passwords.LONGEST));
    } else if (!password.equals(asked.fieldAsTyped("again"))) {
      mistakes.put("again", asked.texts().of("welcome.mistake.again"));
    }
    return mistakes;
  }

  private static Answer shown(
      PageRequest asked, Invitation invitation, Map<String, String> mistakes) {
    User user = invitation.user();
    WelcomeView view =
        new WelcomeView(
            asked.variable("token"),
            user == null,
            user == null ? asked.field("email") : user.email().value(),
            Passwords.SHORTEST,
            mistakes);
    String title = user == null ? "welcome.first.title" : "welcome.reset.title";
    return mistakes.isEmpty()
        ? Answer.page("welcome", title, view)
        : Answer.mistaken("welcome", title, view);
  }

  private static Answer over() {
    MessageView message = new MessageView("welcome.over", "welcome.over.link", "/console/");
    return new Answer.Shown(
        "message", "welcome.over.title", message, ProblemCode.TOKEN_EXPIRED.status());
  }
}
