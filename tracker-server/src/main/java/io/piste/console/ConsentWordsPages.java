package io.piste.console;

import io.piste.base.Problem;
import io.piste.base.ProblemCode;
import io.piste.consent.ConsentSetup;
import io.piste.consent.ConsentSetups;
import io.piste.consent.ConsentTexts;
import io.piste.consent.ProgramWords;
import io.piste.consent.SetupWords;
import io.piste.consent.SetupWords.PurposeWords;
import io.piste.console.view.ConsentWordsView;
import io.piste.console.view.ConsentWordsView.Part;
import io.piste.console.view.ConsentWordsView.Word;
import io.piste.console.view.Texts;
import io.piste.site.Site;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The words of the question in one language. */
final class ConsentWordsPages {
  private static final int LONG = 80;

  private final ConsentSetups setups;

  ConsentWordsPages(ConsentSetups setups) {
    this.setups = setups;
  }

  Answer show(PageRequest asked) {
    Site site = SitesPages.named(asked);
    ConsentSetup setup = ConsentPages.edited(setups, site);
    String language = language(asked, setup);
    return Answer.page("consent_words", ConsentPages.TITLE, view(asked, site, setup, language));
  }

  Answer save(PageRequest asked) {
    Site site = SitesPages.named(asked);
    ConsentSetup setup = ConsentPages.edited(setups, site);
    String language = language(asked, setup);
    TreeMap<String, SetupWords> languages = new TreeMap<>(setup.languages());
    if (asked.field("remove").equals("yes") && ProgramWords.in(language).isEmpty()) {
      languages.remove(language);
    } else {
      languages.put(language, typed(asked, setup, language));
    }
    setups.save(
        site.id(), ConsentPages.withLanguages(setup, languages), asked.user().email().value());
    return Answer.to(ConsentPages.path(site));
  }

  private static SetupWords typed(PageRequest asked, ConsentSetup setup, String language) {
    Map<String, String> texts = new LinkedHashMap<>();
    for (String name : ProgramWords.names()) {
      String typed = oneLine(asked.field("t-" + name));
      boolean same =
          ProgramWords.in(language).map(words -> words.text(name).equals(typed)).orElse(false);
      texts.put(name, same ? "" : typed);
    }
    Map<String, PurposeWords> purposes = new LinkedHashMap<>();
    for (String id : setup.asked()) {
      String at = "p-" + id + "-";
      purposes.put(
          id,
          new PurposeWords(
              oneLine(asked.field(at + "title")),
              oneLine(asked.field(at + "text")),
              oneLine(asked.field(at + "details"))));
    }
    return SetupWords.of(texts, purposes);
  }

  private static String oneLine(String typed) {
    String text = typed.replaceAll("\\s+", " ").strip();
    return text.length() <= 2_000 ? text : text.substring(0, 2_000);
  }

  private ConsentWordsView view(PageRequest asked, Site site, ConsentSetup setup, String language) {
    SetupWords own = setup.words(language);
    Texts texts = asked.texts();
    Set<String> missing = new HashSet<>(ConsentTexts.missing(setup, language));
    List<Word> words = new ArrayList<>();
    for (String name : ProgramWords.names()) {
      if (name.equals("recipients") && setup.recipients().isEmpty()) {
        continue;
      }
      String usual = usual(site, language).text(name);
      words.add(
          new Word(
              "t-" + name,
              texts.of("consent.word." + name),
              own.text(name),
              usual,
              usual.length() > LONG ? 3 : 1,
              missing.contains(name)));
    }
    List<Part> parts =
        setup.asked().stream().map(id -> part(texts, site, setup, language, id)).toList();
    return new ConsentWordsView(
        site,
        language,
        name(texts, language),
        ConsentTexts.direction(language),
        ProgramWords.in(language).isPresent(),
        missing.size(),
        name(texts, site.language()),
        words,
        parts);
  }

  private static Part part(Texts texts, Site site, ConsentSetup setup, String language, String id) {
    PurposeWords own = setup.words(language).purpose(id);
    PurposeWords usual = usual(site, language).purpose(id);
    boolean unsaid =
        (own.title() + usual.title()).isBlank() || (own.text() + usual.text()).isBlank();
    String at = "p-" + id + "-";
    return new Part(
        id,
        List.of(
            new Word(
                at + "title",
                texts.of("consent.purpose.title-of"),
                own.title(),
                usual.title(),
                1,
                unsaid),
            new Word(
                at + "text", texts.of("consent.purpose.text"), own.text(), usual.text(), 2, unsaid),
            new Word(
                at + "details",
                texts.of("consent.purpose.details"),
                own.details(),
                usual.details(),
                3,
                false)));
  }

  /** What is said where the site says nothing: in that language, else in the site's. */
  private static ProgramWords usual(Site site, String language) {
    return ProgramWords.in(language)
        .or(() -> ProgramWords.in(language.split("-", 2)[0]))
        .or(() -> ProgramWords.in(site.language()))
        .orElseThrow();
  }

  /** The name of a language in the reader's own. */
  static String name(Texts texts, String tag) {
    String name = Locale.forLanguageTag(tag).getDisplayName(texts.locale());
    return name.isEmpty()
        ? tag
        : name.substring(0, 1).toUpperCase(texts.locale()) + name.substring(1);
  }

  private static String language(PageRequest asked, ConsentSetup setup) {
    String tag = asked.variable("language");
    if (!setup.languages().containsKey(tag)) {
      throw new Problem(ProblemCode.NOT_FOUND, "There is no such language.");
    }
    return tag;
  }
}
