package io.piste.console;

import io.piste.consent.ConsentSetup;
import io.piste.consent.Purpose;
import io.piste.consent.SetupLook;
import io.piste.consent.SetupRules;
import io.piste.site.Site;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The fields of a setup as they are typed, and back; the words have a form of their own. */
final class ConsentForm {
  /** How many digits of days are read at all. */
  private static final int NO_DAYS = 0;

  private ConsentForm() {}

  /** What a setup has now. */
  static Map<String, String> of(ConsentSetup setup) {
    Map<String, String> values = new HashMap<>();
    for (Purpose purpose : Purpose.values()) {
      values.put("ours-" + purpose.word(), setup.ours().contains(purpose.word()) ? "yes" : "");
    }
    for (int i = 0; i < SetupRules.MOST_OWN; i++) {
      values.put("own" + (i + 1), i < setup.own().size() ? setup.own().get(i) : "");
    }
    values.put("recipients", String.join("\n", setup.recipients()));
    values.put("days", String.valueOf(setup.days()));
    values.put("privacyUrl", Objects.requireNonNullElse(setup.privacyUrl(), ""));
    values.put("minors", setup.minors() ? "yes" : "");
    values.put("layout", setup.look().layout());
    values.put("preset", setup.look().preset());
    values.put("radius", setup.look().radius());
    colours(values, "light", setup.look().light(), 0);
    colours(values, "dark", setup.look().dark(), 1);
    values.put("gpc", setup.gpc());
    values.put("banner", setup.banner());
    values.put("consentMode", lines(setup.consentMode()));
    Map<String, String> foreign = new LinkedHashMap<>();
    setup.foreign().forEach((purpose, names) -> foreign.put(purpose, String.join(" ", names)));
    values.put("foreign", lines(foreign));
    return values;
  }

  /** The colours in use; those of the first preset where the banner's own are. */
  private static void colours(
      Map<String, String> values, String scheme, Map<String, String> colours, int which) {
    Map<String, String> usual = SetupLook.PRESETS.firstEntry().getValue().get(which);
    for (String name : SetupLook.COLOURS) {
      String colour = colours.getOrDefault(name, usual.getOrDefault(name, ""));
      values.put(scheme + "-" + name, colour);
    }
  }

  private static String lines(Map<String, String> pairs) {
    return pairs.entrySet().stream()
        .map(pair -> pair.getKey() + " = " + pair.getValue())
        .collect(Collectors.joining("\n"));
  }

  /** The setup that was typed, right or not; the words are those of before. */
  static ConsentSetup typed(PageRequest asked, Site site, ConsentSetup before) {
    String privacy = asked.field("privacyUrl");
    Map<String, List<String>> foreign = new TreeMap<>();
    pairs(asked.field("foreign"))
        .forEach((purpose, names) -> foreign.put(purpose, List.of(names.split("[\\s,]+", -1))));
    return new ConsentSetup(
        ours(asked),
        own(asked),
        asked.field("recipients").lines().map(String::strip).filter(l -> !l.isEmpty()).toList(),
        days(asked.field("days")),
        privacy.isEmpty() || privacy.equals(site.privacyUrl()) ? null : privacy,
        asked.field("minors").equals("yes"),
        look(asked),
        asked.field("gpc"),
        pairs(asked.field("consentMode")),
        asked.field("banner"),
        foreign,
        before.languages());
  }

  private static List<String> ours(PageRequest asked) {
    List<String> ours = new ArrayList<>();
    for (Purpose purpose : Purpose.values()) {
      if (asked.field("ours-" + purpose.word()).equals("yes")) {
        ours.add(purpose.word());
      }
    }
    return ours;
  }

  private static List<String> own(PageRequest asked) {
    List<String> own = new ArrayList<>();
    for (int i = 1; i <= SetupRules.MOST_OWN; i++) {
      String id = asked.field("own" + i).toLowerCase(Locale.ROOT);
      if (!id.isEmpty()) {
        own.add(id);
      }
    }
    return own;
  }

  private static int days(String typed) {
    return typed.matches("\\d{1,4}") ? Integer.parseInt(typed) : NO_DAYS;
  }

  private static SetupLook look(PageRequest asked) {
    String preset = asked.field("preset");
    String radius = asked.field("radius");
    List<Map<String, String>> known = SetupLook.PRESETS.get(preset);
    if (preset.equals(SetupLook.OWN)) {
      return new SetupLook(
          asked.field("layout"), preset, own(asked, "light"), own(asked, "dark"), radius);
    }
    // The first one is what the banner brings: it needs no words in every answer.
    String usual = SetupLook.PRESETS.firstEntry().getKey();
    return known == null || preset.equals(usual)
        ? new SetupLook(asked.field("layout"), usual, Map.of(), Map.of(), radius)
        : new SetupLook(asked.field("layout"), preset, known.getFirst(), known.getLast(), radius);
  }

  private static Map<String, String> own(PageRequest asked, String scheme) {
    Map<String, String> colours = new LinkedHashMap<>();
    SetupLook.COLOURS.forEach(
        name -> colours.put(name, asked.field(scheme + "-" + name).toLowerCase(Locale.ROOT)));
    return colours;
  }

  /** Lines of a name, an equals sign and what it stands for. */
  private static Map<String, String> pairs(String typed) {
    Map<String, String> pairs = new LinkedHashMap<>();
    for (String line : typed.lines().map(String::strip).filter(l -> !l.isEmpty()).toList()) {
      String[] parts = line.split("\\s*=\\s*", 2);
      pairs.put(parts[0], parts.length == 2 ? parts[1] : "");
    }
    return pairs;
  }
}
