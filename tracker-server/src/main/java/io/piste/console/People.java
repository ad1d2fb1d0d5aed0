package io.piste.console;

import io.piste.base.VisitorId;
import io.piste.console.view.Texts;
import org.jspecify.annotations.Nullable;

/** How people are called on pages. */
final class People {
  private People() {}

  /** Name, else address, else the first characters of the visitor's id. */
  static String name(
      Texts texts, @Nullable String name, @Nullable String email, VisitorId visitor) {
    if (name != null) {
      return name;
    }
    return email != null ? email : texts.of("person.stranger", visitor.toString().substring(0, 4));
  }

  /** Name, else address, else a dash: a contact that is gone. */
  static String name(@Nullable String name, @Nullable String email) {
    if (name != null) {
      return name;
    }
    return email != null ? email : "–";
  }
}
