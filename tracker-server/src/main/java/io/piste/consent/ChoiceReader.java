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
import java.util.EnumSet;
import java.util.Set;
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
  private final PublishedTexts texts;
  private final PresentedVisitors visitors;

  ChoiceReader(Sites sites, PublishedTexts texts, PresentedVisitors visitors) {
    this.sites = sites;
    this.texts = texts;
    this.visitors = visitors;
  }

  /** The choice in a body that came with a request. */
  Choice read(HttpServletRequest request, String body) {
    JsonFields fields = JsonFields.parse(body, ProblemCode.BAD_REQUEST);
    String publicId = fields.text("s", 40);
    Site site =
        sites
            .byPublicId(publicId)
            .orElseThrow(
                () -> new Problem(ProblemCode.UNKNOWN_SITE, "There is no site with this id."));
    String origin = Cors.requireListed(request, site);
    Set<Purpose> granted = granted(fields);
    String token = fields.optionalText("v", MOST_TOKEN);
    return new Choice(
        site,
        text(fields, site),
        granted,
        how(fields, granted),
        gpc(fields, request),
        page(fields, origin),
        previous(fields),
        visitors.of(request, site, token),
        token);
  }

  private static Set<Purpose> granted(JsonFields fields) {
    Set<Purpose> granted = EnumSet.noneOf(Purpose.class);
    for (String word : fields.words("granted", Purpose.values().length)) {
      granted.add(
          Purpose.of(word)
              .orElseThrow(
                  () ->
                      fields.wrong(
                          "granted",
                          "purposes out of "
                              + ConsentRecords.words(EnumSet.allOf(Purpose.class), ", "))));
    }
    return granted;
  }

  private static How how(JsonFields fields, Set<Purpose> granted) {
    How how =
        How.of(fields.text("how", 20))
            .orElseThrow(() -> fields.wrong("how", "accept, refuse, preferences or withdraw"));
    if (!how.fits(granted)) {
      throw fields.wrong(
          "granted", "all purposes with 'accept', none with 'refuse' and 'withdraw'");
    }
    return how;
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
