package io.piste.consent;

import io.piste.site.WebAddress;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.IllformedLocaleException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** What a setup must be like; every mistake is found at once. */
public final class SetupRules {
  /** How many purposes a site may add; ten of a sentence each are more than people read. */
  public static final int MOST_OWN = 6;

  /** Ours, and those that we have an adapter for. */
  public static final List<String> BANNERS =
      List.of(
          ConsentSetup.OWN_BANNER,
          "wp",
          "klaro",
          "tarteaucitron",
          "complianz",
          "axeptio",
          "didomi",
          "tcf",
          "cookies",
          "eucc");

  static final int LEAST_DAYS = 30;
  static final int MOST_DAYS = 395;
  private static final int MOST_LANGUAGES = 30;
  private static final int MOST_RECIPIENTS = 50;
  private static final int LONGEST_RECIPIENT = 200;
  private static final int LONGEST_TEXT = 2_000;
  private static final Pattern ID = Pattern.compile("[a-z][a-z0-9_]{1,19}");
  private static final Pattern SIGNAL = Pattern.compile("[a-z_]{1,40}");
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_:.-]{0,99}");
  private static final Pattern RADIUS = Pattern.compile("\\d{1,2}(\\.\\d)?(px|rem|em)");

  private final ConsentSetup setup;
  private final List<SetupMistake> mistakes = new ArrayList<>();

  private SetupRules(ConsentSetup setup) {
    this.setup = setup;
  }

  /** What stands against a setup, in the order of the form; empty when it can be published. */
  public static List<SetupMistake> mistakes(ConsentSetup setup) {
    SetupRules rules = new SetupRules(setup);
    rules.purposes();
    rules.recipients();
    rules.behaviour();
    rules.colours("light", setup.look().light());
    rules.colours("dark", setup.look().dark());
    rules.consentMode();
    rules.foreign();
    rules.languages();
    return List.copyOf(rules.mistakes);
  }

  private void purposes() {
    Set<String> seen = new HashSet<>(setup.ours());
    for (String id : setup.ours()) {
      if (Purpose.of(id).isEmpty()) {
        add("ours", "unknown", id);
      }
    }
    for (String id : setup.own()) {
      if (!ID.matcher(id).matches() || Purpose.of(id).isPresent()) {
        add("own", "id", id);
      } else if (!seen.add(id)) {
        add("own", "twice", id);
      }
    }
    if (setup.own().size() > MOST_OWN) {
      add("own", "many", String.valueOf(MOST_OWN));
    }
    if (setup.asked().isEmpty() && !setup.minors()) {
      add("ours", "none", "");
    }
  }

  private void recipients() {
    boolean tooMany = setup.recipients().size() > MOST_RECIPIENTS;
    if (tooMany || setup.recipients().stream().anyMatch(r -> r.length() > LONGEST_RECIPIENT)) {
      add("recipients", "long", String.valueOf(MOST_RECIPIENTS));
    }
  }

  private void behaviour() {
    if (setup.days() < LEAST_DAYS || setup.days() > MOST_DAYS) {
      add("days", "range", String.valueOf(setup.days()));
    }
    String privacy = setup.privacyUrl();
    if (privacy != null && WebAddress.parse(privacy).isEmpty()) {
      add("privacyUrl", "address", privacy);
    }
    if (!SetupLook.LAYOUTS.contains(setup.look().layout())) {
      add("layout", "unknown", setup.look().layout());
    }
    if (!List.of(ConsentSetup.GPC_ASK, ConsentSetup.GPC_REFUSE).contains(setup.gpc())) {
      add("gpc", "unknown", setup.gpc());
    }
    if (!BANNERS.contains(setup.banner())) {
      add("banner", "unknown", setup.banner());
    }
    if (!setup.look().radius().isEmpty() && !RADIUS.matcher(setup.look().radius()).matches()) {
      add("radius", "size", setup.look().radius());
    }
  }

  /** Words must be readable: pairs that are not are refused, not corrected. */
  private void colours(String scheme, Map<String, String> colours) {
    if (colours.isEmpty()) {
      return;
    }
    for (String name : SetupLook.COLOURS) {
      String colour = colours.getOrDefault(name, "");
      if (!Contrast.isColour(colour)) {
        add(scheme + "-" + name, "colour", colour);
        return;
      }
    }
    readable(scheme, colours, "ink", "paper");
    readable(scheme, colours, "soft", "paper");
    readable(scheme, colours, "accent", "paper");
    readable(scheme, colours, "on-accent", "accent");
  }

  private void readable(String scheme, Map<String, String> colours, String words, String ground) {
    double ratio = Contrast.of(colours.getOrDefault(words, ""), colours.getOrDefault(ground, ""));
    if (ratio < Contrast.WORDS) {
      // Cut, not rounded: 4.49 must not be told as 4.5.
      double cut = Math.floor(ratio * 100) / 100;
      add(scheme + "-" + words, "contrast-" + ground, String.valueOf(cut));
    }
  }

  private void consentMode() {
    setup
        .consentMode()
        .forEach(
            (signal, purpose) -> {
              if (!SIGNAL.matcher(signal).matches() || !setup.asked().contains(purpose)) {
                add("consentMode", "pair", signal + " = " + purpose);
              }
            });
  }

  private void foreign() {
    setup
        .foreign()
        .forEach(
            (purpose, names) -> {
              if (!setup.asked().contains(purpose)
                  || names.stream().anyMatch(name -> !NAME.matcher(name).matches())) {
                add("foreign", "pair", purpose + " = " + String.join(" ", names));
              }
            });
  }

  private void languages() {
    if (setup.languages().size() > MOST_LANGUAGES) {
      add("languages", "many", String.valueOf(MOST_LANGUAGES));
    }
    setup
        .languages()
        .forEach(
            (tag, words) -> {
              if (!isTag(tag)) {
                add("languages", "tag", tag);
              }
              boolean tooLong =
                  words.texts().values().stream().anyMatch(text -> text.length() > LONGEST_TEXT)
                      || words.purposes().values().stream()
                          .anyMatch(said -> said.details().length() > LONGEST_TEXT);
              if (tooLong) {
                add("languages", "long", tag);
              }
            });
    for (String id : setup.own()) {
      boolean said =
          setup.languages().values().stream()
              .map(words -> words.purpose(id))
              .anyMatch(words -> !words.title().isBlank() && !words.text().isBlank());
      if (!said) {
        add("own", "words", id);
      }
    }
  }

  /** Whether it is a well-formed BCP 47 tag in its usual spelling. */
  public static boolean isTag(String tag) {
    try {
      Locale locale = new Locale.Builder().setLanguageTag(tag).build();
      return !tag.isEmpty() && tag.length() <= 35 && locale.toLanguageTag().equals(tag);
    } catch (IllformedLocaleException e) {
      return false;
    }
  }

  private void add(String field, String reason, String value) {
    mistakes.add(new SetupMistake(field, reason, value));
  }
}
