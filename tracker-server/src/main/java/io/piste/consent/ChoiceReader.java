package io.piste.consent;

import io.piste.base.ConsentId;
import io.piste.base.JsonFields;
import io.piste.base.Problem;
import io.piste.base.ProblemCode;
import io.piste.site.Cors;
import io.piste.site.Site;
import io.piste.site.Sites;
import io.piste.site.WebAddress;
import jakarta.servlet.http.HttpServletRequest;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads a choice from a request and checks it against what we know ourselves: site, origin, text
 * and purposes. Throws nothing but a {@link Problem}.
 */
final class ChoiceReader {
  private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");
  private static final int MOST_PAGE = 500;
  private static final int MOST_URL = 8_000;
  private static final int MOST_TOKEN = 2_000;

  private final Sites sites;
  private final ConsentSetups setups;
  private final PublishedTexts texts;
  private final PresentedVisitors visitors;
  private final InstantSource clock;

  ChoiceReader(
      Sites sites,
      ConsentSetups setups,
      PublishedTexts texts,
      PresentedVisitors visitors,
      InstantSource clock) {
    this.sites = sites;
    this.setups = setups;
    this.clock = clock;
    this.texts = texts;
    this.visitors = visitors;
  }

  /**
   * The choice in a body that came with a request.
   *
   * @param forMinors is told of a site on which nothing is asked, before that is refused
   */
  Choice read(HttpServletRequest request, String body, Consumer<Site> forMinors) {
    JsonFields fields = JsonFields.parse(body, ProblemCode.BAD_REQUEST);
    String publicId = fields.text("s", 40);
    Site site =
        sites
            .byPublicId(publicId)
            .orElseThrow(
                () -> new Problem(ProblemCode.UNKNOWN_SITE, "There is no site with this id."));
    String origin = Cors.requireListed(request, site);
    Published published = setups.of(site.id());
    if (published.setup().minors()) {
      forMinors.accept(site);
      throw new Problem(
          ProblemCode.SITE_FOR_MINORS,
          "This site is for minors: nothing is asked and nothing kept.");
    }
    ConsentText text = text(fields, site);
    List<String> granted = granted(fields, text);
    String token = fields.optionalText("v", MOST_TOKEN);
    Choice choice =
        new Choice(
            site,
            text,
            granted,
            how(fields, granted, text),
            gpc(fields, request),
            page(fields, origin),
            previous(fields),
            visitors.of(request, site, token),
            token);
    check(fields, choice, published.setup());
    // Whoever takes back or refuses may do so by any text.
    if (!granted.isEmpty() && !published.stillAsks(text, clock.instant())) {
      throw new Problem(
          ProblemCode.TEXT_CHANGED,
          "What is asked has changed since this text: fetch it anew and ask again.");
    }
    return choice;
  }

  /** In the order of the text, each once; nothing that the text did not ask for (rule P5). */
  private static List<String> granted(JsonFields fields, ConsentText text) {
    List<String> said = fields.words("granted", text.purposes().size());
    for (String id : said) {
      if (!text.purposes().contains(id)) {
        throw fields.wrong(
            "granted", "purposes out of those of the text, " + String.join(", ", text.purposes()));
      }
    }
    return text.purposes().stream().filter(said::contains).toList();
  }

  private static How how(JsonFields fields, List<String> granted, ConsentText text) {
    How how =
        How.of(fields.text("how", 20))
            .orElseThrow(
                () ->
                    fields.wrong(
                        "how", "accept, refuse, preferences, withdraw, gpc, again or api"));
    if (!how.fits(granted, text)) {
      throw fields.wrong(
          "granted", "all purposes with 'accept', none with 'refuse', 'withdraw' and 'gpc'");
    }
    return how;
  }

  /** The acts that are possible only on some sites. */
  private static void check(JsonFields fields, Choice choice, ConsentSetup setup) {
    boolean refuses = setup.gpc().equals(ConsentSetup.GPC_REFUSE);
    if (choice.how() == How.GPC && !(refuses && choice.gpc())) {
      throw fields.wrong(
          "how", "'gpc' only with the browser's signal, on a site that takes it for a refusal");
    }
    if (choice.how() == How.API && !setup.isForeign()) {
      throw fields.wrong("how", "'api' only on a site whose setup names another banner");
    }
  }

  private ConsentText text(JsonFields fields, Site site) {
    String hash = fields.text("hash", 64);
    if (!HASH.matcher(hash).matches()) {
      throw fields.wrong("hash", "the 64 hexadecimal digits that came with the text");
    }
    return texts
        .find(site, hash)
        .orElseThrow(
            () ->
                new Problem(
                    ProblemCode.UNKNOWN_TEXT,
                    "This text was never shown on this site: fetch it anew and ask again."));
  }

  /** The signal of the browser counts from wherever it comes (rule C15). */
  private static boolean gpc(JsonFields fields, HttpServletRequest request) {
    return Boolean.TRUE.equals(fields.optionalFlag("gpc"))
        || "1".equals(request.getHeader("Sec-GPC"));
  }

  private static String page(JsonFields fields, String origin) {
    WebAddress page =
        WebAddress.parse(fields.text("u", MOST_URL))
            .filter(address -> address.origin().equals(origin))
            .orElseThrow(() -> fields.wrong("u", "the address of a page of " + origin));
    String whole = origin + page.path();
    return whole.substring(0, Math.min(whole.length(), MOST_PAGE));
  }

  /** An id that we do not know is no reason to refuse a choice, least of all a withdrawal. */
  private static @Nullable ConsentId previous(JsonFields fields) {
    String text = fields.optionalText("prev", 100);
    return text == null ? null : ConsentId.parse(text).orElse(null);
  }
}
