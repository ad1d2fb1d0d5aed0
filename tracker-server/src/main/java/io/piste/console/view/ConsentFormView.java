package io.piste.console.view;

import io.piste.site.Site;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The form of what a site asks.
 *
 * @param mistakes by the name of the field, in the reader's language
 * @param choices what can be chosen, by the name of the field
 * @param draft who edited when; null without a draft
 * @param version that visitors are asked now
 */
public record ConsentFormView(
    Site site,
    Map<String, String> values,
    Map<String, String> mistakes,
    List<Language> languages,
    Map<String, List<String>> choices,
    @Nullable String draft,
    int version) {
  /** A language with how many of its words are missing. */
  public record Language(String tag, String name, String direction, int missing) {}

  public ConsentFormView {
    values = Map.copyOf(values);
    mistakes = Map.copyOf(mistakes);
    languages = List.copyOf(languages);
    choices = Map.copyOf(choices);
  }

  /** The same with other mistakes. */
  public ConsentFormView with(Map<String, String> others) {
    return new ConsentFormView(site, values, others, languages, choices, draft, version);
  }

  /** What the field holds. */
  public String value(String field) {
    return values.getOrDefault(field, "");
  }

  /** What can be chosen for a field. */
  public List<String> choices(String field) {
    return choices.getOrDefault(field, List.of());
  }

  /** Where the pages of consent are. */
  public String path() {
    return "/console/sites/" + site.publicId() + "/consent";
  }
}
