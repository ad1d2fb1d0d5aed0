package io.piste.consent;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.piste.base.Json;
import io.piste.consent.SetupWords.PurposeWords;
import io.piste.site.Site;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;

/**
 * What the question says on one site in one language: the site's own words where it has them, else
 * those of the program, else those of the site's language, for nobody can agree to what is not
 * said. Stateless.
 */
public final class ConsentTexts {
  /**
   * Raise it when one of our purposes comes to mean something else: pages then ask everybody again
   * (rule C7). A change of wording alone changes the hash, and nobody is asked again.
   */
  static final int VERSION = 1;

  /** Scripts that are written from right to left, and languages that use them unless said. */
  private static final Set<String> LEFTWARD =
      Set.of("ar", "arc", "ckb", "dv", "fa", "he", "iw", "ps", "sd", "ug", "ur", "yi");

  private static final Set<String> LEFTWARD_SCRIPTS =
      Set.of("Arab", "Hebr", "Thaa", "Syrc", "Nkoo", "Adlm");

  private final Site site;
  private final Published published;
  private final String language;

  private ConsentTexts(Site site, Published published, String language) {
    this.site = site;
    this.published = published;
    this.language = language;
  }

  /** The version that cookies carry: of the program's purposes and of the site's setup in one. */
  static int version(Published published) {
    return VERSION - 1 + published.version();
  }

  /** The language of a page: its own where the site has it, else the site's. */
  static String language(String asked, Site site, ConsentSetup setup) {
    String tag = asked.replace('_', '-').toLowerCase(Locale.ROOT);
    while (!tag.isEmpty()) {
      for (String known : setup.languages().keySet()) {
        if (known.toLowerCase(Locale.ROOT).equals(tag)) {
          return known;
        }
      }
      tag = tag.contains("-") ? tag.substring(0, tag.lastIndexOf('-')) : "";
    }
    return site.language();
  }

  /** ltr or rtl. */
  public static String direction(String language) {
    Locale locale = Locale.forLanguageTag(language);
    boolean leftward =
        locale.getScript().isEmpty()
            ? LEFTWARD.contains(locale.getLanguage())
            : LEFTWARD_SCRIPTS.contains(locale.getScript());
    return leftward ? "rtl" : "ltr";
  }

  /** The text of a site in one of its languages. */
  static ConsentText of(Site site, Published published, String language) {
    return ConsentText.of(body(site, published, language));
  }

  /** The body of a setup that may not be published yet. */
  public static String body(Site site, Published published, String language) {
    return Json.write(new ConsentTexts(site, published, language).body());
  }

  /** Names of texts and ids of purposes of which a language has no words of its own. */
  public static List<String> missing(ConsentSetup setup, String language) {
    SetupWords own = setup.words(language);
    List<String> missing = new ArrayList<>();
    if (ProgramWords.in(language).isEmpty()) {
      ProgramWords.names().stream()
          .filter(name -> own.text(name).isEmpty())
          .filter(name -> !name.equals(ProgramWords.RECIPIENTS) || !setup.recipients().isEmpty())
          .forEach(missing::add);
    }
    for (String id : setup.asked()) {
      PurposeWords said = own.purpose(id);
      PurposeWords known =
          ProgramWords.in(language).map(words -> words.purpose(id)).orElse(PurposeWords.NONE);
      if ((said.title() + known.title()).isBlank() || (said.text() + known.text()).isBlank()) {
        missing.add(id);
      }
    }
    return missing;
  }

  private ObjectNode body() {
    ConsentSetup setup = published.setup();
    ObjectNode body = Json.MAPPER.createObjectNode();
    body.put("site", site.publicId());
    body.put("version", version(published));
    body.put("language", language);
    body.put("days", setup.days());
    body.put("privacyUrl", setup.privacyUrl() == null ? site.privacyUrl() : setup.privacyUrl());
    if (!setup.recipients().isEmpty()) {
      setup.recipients().forEach(body.putArray("recipients")::add);
    }
    body.set("texts", texts());
    body.set("purposes", purposes());
    return body;
  }

  private ObjectNode texts() {
    ObjectNode texts = Json.MAPPER.createObjectNode();
    for (String name : ProgramWords.names()) {
      if (!name.equals(ProgramWords.RECIPIENTS)) {
        texts.put(name, filled(text(name)));
      }
    }
    if (!published.setup().recipients().isEmpty()) {
      // Within a text that the banner and the dialog both show, so that nobody overlooks it.
      String recipients = filled(text(ProgramWords.RECIPIENTS));
      texts.put("change", recipients + " " + texts.path("change").asText());
    }
    return texts;
  }

  private ArrayNode purposes() {
    ArrayNode purposes = Json.MAPPER.createArrayNode();
    for (String id : published.setup().asked()) {
      ObjectNode purpose = purposes.addObject();
      purpose.put("id", id);
      purpose.put("title", filled(said(id, PurposeWords::title)));
      purpose.put("text", filled(said(id, PurposeWords::text)));
      String details = said(id, PurposeWords::details);
      if (!details.isEmpty()) {
        purpose.put("details", filled(details));
      }
    }
    return purposes;
  }

  /** The words of a text; of the nearest language that has them. */
  private String text(String name) {
    return nearest(words -> words.text(name), words -> words.text(name));
  }

  private String said(String id, Function<PurposeWords, String> part) {
    String near =
        nearest(words -> part.apply(words.purpose(id)), words -> part.apply(words.purpose(id)));
    if (!near.isEmpty()) {
      return near;
    }
    return published.setup().languages().values().stream()
        .map(words -> part.apply(words.purpose(id)))
        .filter(word -> !word.isBlank())
        .findFirst()
        .orElse("");
  }

  private String nearest(Function<SetupWords, String> own, Function<ProgramWords, String> program) {
    for (String near : List.of(language, language.split("-", 2)[0], site.language())) {
      String said = own.apply(published.setup().words(near));
      if (said.isBlank()) {
        said = ProgramWords.in(near).map(program).orElse("");
      }
      if (!said.isBlank()) {
        return said;
      }
    }
    return "";
  }

  private String filled(String text) {
    ConsentSetup setup = published.setup();
    return text.replace("{days}", Integer.toString(setup.days()))
        .replace("{recipients}", String.join(", ", setup.recipients()))
        .replace("{site}", site.name());
  }
}
