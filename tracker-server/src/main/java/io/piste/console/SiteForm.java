package io.piste.console;

import io.piste.console.view.SiteFormView;
import io.piste.console.view.Texts;
import io.piste.site.NewSite;
import io.piste.site.Site;
import io.piste.site.SiteMistake;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** The fields of a site as they are typed, and back. */
final class SiteForm {
  private static final List<String> FIELDS =
      List.of(
          "name",
          "language",
          "timeZone",
          "origins",
          "trackerUrl",
          "cookieDomain",
          "restoreUrl",
          "privacyUrl",
          "senderName",
          "senderEmail",
          "postalAddress");

  private SiteForm() {}

  /** An empty form; the tracker is taken to be where the console is. */
  static Map<String, String> blank(PageRequest asked) {
    String here = asked.servletRequest().getRequestURL().toString().replaceAll("/console.*", "");
    return Map.of(
        "language", asked.texts().language(), "timeZone", "Europe/Paris", "trackerUrl", here);
  }

  /** What a site has now. */
  static Map<String, String> of(Site site) {
    Map<String, String> values = new HashMap<>();
    values.put("name", site.name());
    values.put("language", site.language());
    values.put("timeZone", site.timeZone().getId());
    values.put("origins", String.join("\n", site.origins()));
    values.put("trackerUrl", site.trackerUrl());
    values.put("cookieDomain", Objects.requireNonNullElse(site.cookieDomain(), ""));
    values.put("restoreUrl", Objects.requireNonNullElse(site.restoreUrl(), ""));
    values.put("privacyUrl", Objects.requireNonNullElse(site.privacyUrl(), ""));
    values.put("senderName", Objects.requireNonNullElse(site.senderName(), ""));
    values.put("senderEmail", Objects.requireNonNullElse(site.senderEmail(), ""));
    values.put("postalAddress", Objects.requireNonNullElse(site.postalAddress(), ""));
    return values;
  }

  /** What was typed. */
  static Map<String, String> typed(PageRequest asked) {
    Map<String, String> values = new HashMap<>();
    FIELDS.forEach(field -> values.put(field, asked.field(field)));
    return values;
  }

  /** The site that was typed, right or not. */
  static NewSite site(Map<String, String> values, boolean cartRecovery) {
    return NewSite.named(get(values, "name"))
        .language(get(values, "language"))
        .timeZone(zone(get(values, "timeZone")))
        .origins(Stream.of(get(values, "origins").split("[\\s,]+", -1)).toList())
        .trackerUrl(get(values, "trackerUrl"))
        .cookieDomain(get(values, "cookieDomain"))
        .restoreUrl(get(values, "restoreUrl"))
        .privacyUrl(get(values, "privacyUrl"))
        .sender(get(values, "senderName"), get(values, "senderEmail"))
        .postalAddress(get(values, "postalAddress"))
        .cartRecovery(cartRecovery)
        .build();
  }

  /** The site as it was typed, under the identity of one that exists. */
  static Site changed(Site before, NewSite typed) {
    return new Site(
        before.id(),
        before.publicId(),
        typed.name(),
        typed.language(),
        typed.timeZone(),
        typed.trackerUrl(),
        typed.cookieDomain(),
        typed.restoreUrl(),
        typed.privacyUrl(),
        typed.senderName(),
        typed.senderEmail(),
        typed.postalAddress(),
        typed.cartRecovery(),
        before.keyVersion(),
        typed.origins());
  }

  /** The mistakes by field, in the reader's language. */
  static Map<String, String> mistakes(Texts texts, NewSite site) {
    Map<String, String> mistakes = new HashMap<>();
    for (SiteMistake mistake : site.mistakes()) {
      mistakes.putIfAbsent(mistake.field(), texts.ofWord("site.mistake", mistake.field()));
    }
    return mistakes;
  }

  static SiteFormView view(
      String publicId, Map<String, String> values, Map<String, String> mistakes) {
    List<String> zones =
        ZoneId.getAvailableZoneIds().stream()
            .filter(
                zone ->
                    zone.matches(
                        "(Africa|America|Asia|Atlantic|Australia|Europe|Indian|Pacific)/.+|UTC"))
            .sorted()
            .toList();
    return new SiteFormView(publicId, values, mistakes, zones);
  }

  private static String get(Map<String, String> values, String field) {
    return values.getOrDefault(field, "");
  }

  private static ZoneId zone(String id) {
    try {
      return ZoneId.of(id);
    } catch (DateTimeException e) {
      return ZoneId.of("UTC");
    }
  }
}
