package io.piste.consent;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;

/**
 * What differs between two setups. A purpose or recipient that came or went, and a site that became
 * one for minors or is none any more, change what people agree to, whatever their editor says (rule
 * C8).
 *
 * @param material such changes
 * @param others all others, of which the editor says whether they change what is agreed to
 */
public record SetupChanges(List<Change> material, List<Change> others) {
  /** One of them; before or after is empty where something came or went. */
  public record Change(String what, String of, String before, String after) {}

  public SetupChanges {
    material = List.copyOf(material);
    others = List.copyOf(others);
  }

  /** What is different. */
  public static SetupChanges between(ConsentSetup before, ConsentSetup after) {
    List<Change> material = new ArrayList<>();
    cameOrWent(material, "purpose", before.asked(), after.asked());
    cameOrWent(material, "recipient", before.recipients(), after.recipients());
    compare(material, "minors", "", before.minors(), after.minors());
    List<Change> others = new ArrayList<>();
    if (!before.asked().equals(after.asked()) && material.isEmpty()) {
      compare(others, "order", "", before.asked(), after.asked());
    }
    compare(others, "days", "", before.days(), after.days());
    compare(others, "privacyUrl", "", said(before.privacyUrl()), said(after.privacyUrl()));
    compare(others, "layout", "", before.look().layout(), after.look().layout());
    compare(others, "preset", "", before.look().preset(), after.look().preset());
    compare(others, "light", "", before.look().light(), after.look().light());
    compare(others, "dark", "", before.look().dark(), after.look().dark());
    compare(others, "radius", "", before.look().radius(), after.look().radius());
    compare(others, "gpc", "", before.gpc(), after.gpc());
    compare(others, "consentMode", "", before.consentMode(), after.consentMode());
    compare(others, "banner", "", before.banner(), after.banner());
    compare(others, "foreign", "", before.foreign(), after.foreign());
    words(others, before, after);
    return new SetupChanges(material, others);
  }

  /** Whether nothing differs. */
  public boolean isEmpty() {
    return material.isEmpty() && others.isEmpty();
  }

  private static void words(List<Change> changes, ConsentSetup before, ConsentSetup after) {
    cameOrWent(
        changes,
        "language",
        List.copyOf(before.languages().keySet()),
        List.copyOf(after.languages().keySet()));
    TreeSet<String> languages = new TreeSet<>(before.languages().keySet());
    languages.addAll(after.languages().keySet());
    for (String language : languages) {
      SetupWords old = before.words(language);
      SetupWords now = after.words(language);
      TreeSet<String> names = new TreeSet<>(old.texts().keySet());
      names.addAll(now.texts().keySet());
      names.forEach(
          name -> compare(changes, "text", language + " " + name, old.text(name), now.text(name)));
      TreeSet<String> ids = new TreeSet<>(old.purposes().keySet());
      ids.addAll(now.purposes().keySet());
      ids.forEach(
          id ->
              compare(
                  changes,
                  "purpose-words",
                  language + " " + id,
                  said(old.purpose(id)),
                  said(now.purpose(id))));
    }
  }

  private static void cameOrWent(
      List<Change> changes, String what, List<String> before, List<String> after) {
    for (String each : before) {
      if (!new HashSet<>(after).contains(each)) {
        changes.add(new Change(what, each, each, ""));
      }
    }
    for (String each : after) {
      if (!new HashSet<>(before).contains(each)) {
        changes.add(new Change(what, each, "", each));
      }
    }
  }

  private static void compare(
      List<Change> changes, String what, String of, Object before, Object after) {
    if (!Objects.equals(before, after)) {
      changes.add(new Change(what, of, String.valueOf(before), String.valueOf(after)));
    }
  }

  private static String said(@org.jspecify.annotations.Nullable String text) {
    return text == null ? "" : text;
  }

  private static String said(SetupWords.PurposeWords words) {
    return String.join(" · ", words.title(), words.text(), words.details());
  }
}
