package io.piste.console;

import io.piste.console.view.Texts;
import java.time.Duration;

/** Language, colours and the site that pages are about. */
final class PreferencePages {
  private final Users users;

  PreferencePages(Users users) {
    this.users = users;
  }

  Answer language(PageRequest asked) {
    String wanted = Texts.in(asked.field("language")).language();
    User user = asked.visit().user();
    if (user != null) {
      users.setLanguage(user.id(), wanted);
    }
    write(asked, Cookies.LANGUAGE, wanted);
    return back(asked);
  }

  Answer theme(PageRequest asked) {
    String wanted = asked.field("theme");
    write(asked, Cookies.THEME, wanted.matches("light|dark") ? wanted : "auto");
    return back(asked);
  }

  Answer site(PageRequest asked) {
    asked.site().ifPresent(site -> write(asked, Cookies.SITE, site.publicId()));
    // Without the query: a page's key means nothing on another site.
    return Answer.to(SignInPages.safeNext(asked.field("back").replaceAll("\\?.*", "")));
  }

  private static void write(PageRequest asked, String cookie, String value) {
    Duration life = Cookies.YEAR;
    Cookies.write(asked.servletRequest(), asked.servletResponse(), cookie, value, life);
  }

  private static Answer back(PageRequest asked) {
    return Answer.to(SignInPages.safeNext(asked.field("back")));
  }
}
