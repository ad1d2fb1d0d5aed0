package io.piste.console;

import io.piste.base.EmailAddress;
import io.piste.console.view.SignInView;
import java.time.Duration;
import java.util.Optional;

/**
 * Signing in and out. A wrong password and an unknown address are answered alike and take as long.
 */
final class SignInPages {
  private static final String HOME = "/console/";

  private final Users users;
  private final Sessions sessions;
  private final Passwords passwords;
  private final SignInThrottle throttle;

  SignInPages(Users users, Sessions sessions, Passwords passwords, SignInThrottle throttle) {
    this.users = users;
    this.sessions = sessions;
    this.passwords = passwords;
    this.throttle = throttle;
  }

  Answer form(PageRequest asked) {
    if (asked.visit().user() != null) {
      return Answer.to(HOME);
    }
    String done = asked.field("done");
    String notice = done.equals("password") ? asked.texts().of("signin.done.password") : null;
    return Answer.page(
        "signin", "signin.title", new SignInView("", asked.field("next"), null, notice));
  }

  Answer signIn(PageRequest asked) {
    String typed = asked.field("email");
    String account = typed.toLowerCase(java.util.Locale.ROOT);
    Duration pause = throttle.pause(account, asked.address());
    if (!pause.isZero()) {
      return again(asked, asked.texts().count("signin.wait", pause.toSeconds() + 1));
    }
    Optional<User> user = check(typed, asked.fieldAsTyped("password"));
    if (user.isEmpty()) {
      throttle.failed(account, asked.address());
      return again(asked, asked.texts().of("signin.wrong"));
    }
    throttle.succeeded(account, asked.address());
    begin(asked, user.get());
    return Answer.to(safeNext(asked.field("next")));
  }

  Answer signOut(PageRequest asked) {
    sessions.end(asked.visit().session());
    forget(asked, Cookies.SESSION);
    return Answer.to("/console/sign-in");
  }

  /** A session of a new token: what was known before signing in is worth nothing after it. */
  void begin(PageRequest asked, User user) {
    String token = sessions.begin(user);
    Cookies.write(
        asked.servletRequest(), asked.servletResponse(), Cookies.SESSION, token, Sessions.LONGEST);
    forget(asked, Cookies.FORM);
  }

  private Optional<User> check(String typed, String password) {
    Optional<Users.WithHash> known = EmailAddress.parse(typed).flatMap(users::byEmail);
    boolean fits =
        password.length() <= Passwords.LONGEST
            && (known.isPresent()
                ? passwords.fits(password, known.get().passwordHash())
                : passwords.fitsNobody(password));
    return known.filter(any -> fits).map(Users.WithHash::user);
  }

  private static Answer again(PageRequest asked, String mistake) {
    return Answer.mistaken(
        "signin",
        "signin.title",
        new SignInView(asked.field("email"), asked.field("next"), mistake, null));
  }

  private static void forget(PageRequest asked, String cookie) {
    Cookies.write(asked.servletRequest(), asked.servletResponse(), cookie, "", Duration.ZERO);
  }

  /** Only our own pages: a link must not send people elsewhere after they signed in. */
  static String safeNext(String next) {
    return next.matches("/console/[\\w/.~%?&=+-]*") && !next.contains("//") ? next : HOME;
  }
}
