package io.piste.consent;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.piste.base.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How one site asks for consent: everything that people edit in the console and publish.
 *
 * @param ours which of our {@link Purpose}s are asked for; the others are never granted
 * @param own ids of the site's own purposes: they gate what stands in its pages, we do nothing with
 *     them
 * @param recipients who gets the data beside the site itself
 * @param days that a choice holds
 * @param privacyUrl where it is not that of the site's settings
 * @param minors whether the site is for minors: nothing is asked and nothing is tracked (rule C17)
 * @param gpc what a browser's Global Privacy Control signal does: ask or refuse (rule C15)
 * @param consentMode signals of Google Consent Mode by the purpose that grants them
 * @param banner own, or the name of the foreign banner that asks in our place
 * @param foreign names that the foreign banner has for our purposes, by purpose: all of them must
 *     be granted there; empty for the adapter's own
 * @param languages the words that differ from ours, by BCP 47 tag
 */
public record ConsentSetup(
    List<String> ours,
    List<String> own,
    List<String> recipients,
    int days,
    @Nullable String privacyUrl,
    boolean minors,
    SetupLook look,
    String gpc,
    Map<String, String> consentMode,
    String banner,
    Map<String, List<String>> foreign,
    TreeMap<String, SetupWords> languages) {
  /** The banner that comes with the program. */
  public static final String OWN_BANNER = "own";

  /** The signal is told to the page, which asks all the same. */
  public static final String GPC_ASK = "ask";

  /** The signal is a refusal, and nobody is asked. */
  public static final String GPC_REFUSE = "refuse";

  public ConsentSetup {
    ours = List.copyOf(ours);
    own = List.copyOf(own);
    recipients = List.copyOf(recipients);
    consentMode = new LinkedHashMap<>(consentMode);
    foreign = new TreeMap<>(foreign);
    languages = new TreeMap<>(languages);
  }

  /** What holds before anything was published. */
  public static ConsentSetup usual(int days) {
    return new ConsentSetup(
        List.of(Purpose.VISITS.word(), Purpose.PROFILE.word(), Purpose.CARTS.word()),
        List.of(),
        List.of(),
        days,
        null,
        false,
        SetupLook.USUAL,
        GPC_ASK,
        new LinkedHashMap<>(),
        OWN_BANNER,
        new TreeMap<>(),
        new TreeMap<>(Map.of("fr", SetupWords.NONE, "en", SetupWords.NONE)));
  }

  /** The ids that are asked for, ours before the site's own. */
  @JsonIgnore
  public List<String> asked() {
    List<String> asked = new ArrayList<>(ours);
    asked.addAll(own);
    return asked;
  }

  /** Whether another program's banner asks. */
  @JsonIgnore
  public boolean isForeign() {
    return !banner.equals(OWN_BANNER);
  }

  /** What was changed of a language. */
  public SetupWords words(String language) {
    return languages.getOrDefault(language, SetupWords.NONE);
  }

  static ConsentSetup read(String json) {
    return Json.read(json, ConsentSetup.class);
  }

  String written() {
    return Json.write(this);
  }
}
