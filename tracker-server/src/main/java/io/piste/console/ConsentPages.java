package io.piste.console;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.piste.base.Json;
import io.piste.consent.ConsentOptions;
import io.piste.consent.ConsentSetup;
import io.piste.consent.ConsentSetups;
import io.piste.consent.ConsentTexts;
import io.piste.consent.Published;
import io.piste.consent.SetupLook;
import io.piste.consent.SetupMistake;
import io.piste.consent.SetupRules;
import io.piste.consent.SetupWords;
import io.piste.console.view.ConsentFormView;
import io.piste.console.view.ConsentFormView.Language;
import io.piste.console.view.Texts;
import io.piste.site.Site;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a site asks its visitors: the form, which changes a draft and nothing else. */
final class ConsentPages {
  static final String TITLE = "consent.title";

  private static final Map<String, List<String>> CHOICES =
      Map.of(
          "ours",
          List.of("visits", "profile", "carts"),
          "layout",
          SetupLook.LAYOUTS,
          "preset",
          Stream.concat(SetupLook.PRESETS.keySet().stream(), Stream.of(SetupLook.OWN)).toList(),
          "colours",
          SetupLook.COLOURS,
          "banner",
          SetupRules.BANNERS,
          "gpc",
          List.of(ConsentSetup.GPC_ASK, ConsentSetup.GPC_REFUSE));

  private final ConsentSetups setups;

  ConsentPages(ConsentSetups setups) {
    this.setups = setups;
  }

  Answer show(PageRequest asked) {
    Site site = SitesPages.named(asked);
    ConsentSetup setup = edited(setups, site);
    return Answer.page("consent", TITLE, view(asked, site, setup, ConsentForm.of(setup)));
  }

  /** Keeps what was typed as a draft, unless something in it cannot be kept. */
  Answer save(PageRequest asked) {
    Site site = SitesPages.named(asked);
    ConsentSetup typed = ConsentForm.typed(asked, site, edited(setups, site));
    if (!blocking(typed).isEmpty()) {
      return Answer.mistaken("consent", TITLE, view(asked, site, typed, typed(asked, typed)));
    }
    setups.save(site.id(), typed, asked.user().email().value());
    String next = asked.field("then").equals("publish") ? "/publish" : "#saved";
    return Answer.to(path(site) + next);
  }

  /** Adds a language by its tag. */
  Answer addLanguage(PageRequest asked) {
    Site site = SitesPages.named(asked);
    ConsentSetup setup = edited(setups, site);
    String tag = Locale.forLanguageTag(asked.field("tag").replace('_', '-')).toLanguageTag();
    if (!SetupRules.isTag(tag) || tag.equals("und")) {
      Map<String, String> values = new java.util.HashMap<>(ConsentForm.of(setup));
      values.put("tag", asked.field("tag"));
      ConsentFormView view = view(asked, site, setup, values);
      Map<String, String> mistakes = new java.util.HashMap<>(view.mistakes());
      mistakes.put("tag", asked.texts().of("consent.mistake.tag", asked.field("tag")));
      return Answer.mistaken("consent", TITLE, view.with(mistakes));
    }
    TreeMap<String, SetupWords> languages = new TreeMap<>(setup.languages());
    languages.putIfAbsent(tag, SetupWords.NONE);
    setups.save(site.id(), withLanguages(setup, languages), asked.user().email().value());
    return Answer.to(path(site) + "/words/" + tag);
  }

  /** What the preview shows: body and options of what is typed, as a page would get them. */
  Answer look(PageRequest asked) {
    Site site = SitesPages.named(asked);
    ConsentSetup typed = ConsentForm.typed(asked, site, edited(setups, site));
    String language = asked.field("language");
    ObjectNode answer = Json.MAPPER.createObjectNode();
    List<SetupMistake> mistakes = SetupRules.mistakes(typed);
    answer.put("mistake", mistakes.isEmpty() ? "" : said(asked.texts(), mistakes.getFirst()));
    Published published = setups.of(site.id());
    Published shown =
        new Published(published.revision(), published.version(), published.at(), typed);
    ObjectNode configuration = answer.putObject("configuration");
    configuration.putRawValue(
        "body",
        new com.fasterxml.jackson.databind.util.RawValue(ConsentTexts.body(site, shown, language)));
    configuration.set("options", ConsentOptions.of(typed, language));
    byte[] json = Json.write(answer).getBytes(StandardCharsets.UTF_8);
    return new Answer.Sent("", "application/json", java.nio.ByteBuffer.wrap(json));
  }

  /** The draft, or what is published where there is none. */
  static ConsentSetup edited(ConsentSetups setups, Site site) {
    return setups
        .draft(site.id())
        .map(ConsentSetups.Draft::setup)
        .orElseGet(() -> setups.of(site.id()).setup());
  }

  static String path(Site site) {
    return "/console/sites/" + site.publicId() + "/consent";
  }

  static ConsentSetup withLanguages(ConsentSetup setup, Map<String, SetupWords> languages) {
    return new ConsentSetup(
        setup.ours(),
        setup.own(),
        setup.recipients(),
        setup.days(),
        setup.privacyUrl(),
        setup.minors(),
        setup.look(),
        setup.gpc(),
        setup.consentMode(),
        setup.banner(),
        setup.foreign(),
        new TreeMap<>(languages));
  }

  /** A mistake in the reader's language. */
  static String said(Texts texts, SetupMistake mistake) {
    return texts.of("consent.mistake." + mistake.reason(), mistake.value());
  }

  /** Words of a purpose are typed on another page: they stop nobody here. */
  private static List<SetupMistake> blocking(ConsentSetup setup) {
    return SetupRules.mistakes(setup).stream()
        .filter(mistake -> !mistake.reason().equals("words"))
        .toList();
  }

  private static Map<String, String> typed(PageRequest asked, ConsentSetup setup) {
    Map<String, String> values = new java.util.HashMap<>(ConsentForm.of(setup));
    for (String field : List.of("days", "radius", "recipients", "privacyUrl")) {
      values.put(field, asked.field(field));
    }
    values.replaceAll(
        (name, value) -> name.matches("(light|dark)-.*|own\\d") ? asked.field(name) : value);
    return values;
  }

  private ConsentFormView view(
      PageRequest asked, Site site, ConsentSetup setup, Map<String, String> values) {
    Map<String, String> mistakes = new LinkedHashMap<>();
    for (SetupMistake mistake : SetupRules.mistakes(setup)) {
      mistakes.putIfAbsent(mistake.field(), said(asked.texts(), mistake));
    }
    return new ConsentFormView(
        site,
        values,
        mistakes,
        languages(asked.texts(), setup),
        CHOICES,
        draft(asked, site),
        setups.of(site.id()).version());
  }

  /** Who edited when; null without a draft. */
  private @Nullable String draft(PageRequest asked, Site site) {
    return setups
        .draft(site.id())
        .map(
            draft ->
                asked
                    .texts()
                    .of("consent.draft.by", draft.savedBy(), asked.formats().ago(draft.savedAt())))
        .orElse(null);
  }

  static List<Language> languages(Texts texts, ConsentSetup setup) {
    List<Language> languages = new ArrayList<>();
    for (String tag : setup.languages().keySet()) {
      int missing = ConsentTexts.missing(setup, tag).size();
      languages.add(
          new Language(
              tag, ConsentWordsPages.name(texts, tag), ConsentTexts.direction(tag), missing));
    }
    return languages;
  }
}
