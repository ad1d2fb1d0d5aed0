package io.piste.site;

import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A site that somebody wants to have, tidied (spaces and a last slash cut off, hosts in lower case,
 * empty means absent) but not yet right: {@link #mistakes()} tells. Made by {@link #named}.
 */
public record NewSite(
    String name,
    String language,
    ZoneId timeZone,
    String trackerUrl,
    @Nullable String cookieDomain,
    @Nullable String restoreUrl,
    @Nullable String privacyUrl,
    @Nullable String senderName,
    @Nullable String senderEmail,
    @Nullable String postalAddress,
    boolean cartRecovery,
    List<String> origins) {

  public NewSite {
    name = name.strip();
    trackerUrl = Origins.tidy(trackerUrl);
    cookieDomain = lower(orNull(cookieDomain));
    restoreUrl = orNull(restoreUrl);
    privacyUrl = orNull(privacyUrl);
    senderName = orNull(senderName);
    senderEmail = lower(orNull(senderEmail));
    postalAddress = orNull(postalAddress);
    origins = origins.stream().map(Origins::tidy).filter(o -> !o.isEmpty()).distinct().toList();
  }

  /** Begins one: French, Paris time, cart recovery off. */
  public static Draft named(String name) {
    return new Draft(name);
  }

  /** The changeable part of a site that exists. */
  static NewSite like(Site site) {
    return new NewSite(
        site.name(),
        site.language(),
        site.timeZone(),
        site.trackerUrl(),
        site.cookieDomain(),
        site.restoreUrl(),
        site.privacyUrl(),
        site.senderName(),
        site.senderEmail(),
        site.postalAddress(),
        site.cartRecovery(),
        site.origins());
  }

  /** What stands against it, in the order of the fields; empty when it can be added. */
  public List<SiteMistake> mistakes() {
    return SiteRules.mistakes(this);
  }

  private static @Nullable String orNull(@Nullable String text) {
    return text == null || text.isBlank() ? null : text.strip();
  }

  private static @Nullable String lower(@Nullable String text) {
    return text == null ? null : text.toLowerCase(Locale.ROOT);
  }

  /** Collects the fields of a new site one by one. */
  public static final class Draft {
    private final String name;
    private String language = "fr";
    private ZoneId timeZone = ZoneId.of("Europe/Paris");
    private String trackerUrl = "";
    private @Nullable String cookieDomain;
    private @Nullable String restoreUrl;
    private @Nullable String privacyUrl;
    private @Nullable String senderName;
    private @Nullable String senderEmail;
    private @Nullable String postalAddress;
    private boolean cartRecovery;
    private List<String> origins = List.of();

    private Draft(String name) {
      this.name = name;
    }

    /** fr or en. */
    public Draft language(String value) {
      language = value;
      return this;
    }

    /** Of reports and of the dates in mails. */
    public Draft timeZone(ZoneId value) {
      timeZone = value;
      return this;
    }

    /** scheme://host[:port] that serves the scripts and takes the events. */
    public Draft trackerUrl(String value) {
      trackerUrl = value;
      return this;
    }

    /** Common parent of page and tracker hosts; absent when they are the same or unrelated. */
    public Draft cookieDomain(@Nullable String value) {
      cookieDomain = value;
      return this;
    }

    /** The page of the shop that fills a cart again. */
    public Draft restoreUrl(@Nullable String value) {
      restoreUrl = value;
      return this;
    }

    /** Shown in the consent dialog. */
    public Draft privacyUrl(@Nullable String value) {
      privacyUrl = value;
      return this;
    }

    /** Name and address that mails come from. */
    public Draft sender(@Nullable String senderName, @Nullable String senderEmail) {
      this.senderName = senderName;
      this.senderEmail = senderEmail;
      return this;
    }

    /** Who the sender is and where, at the foot of every mail (rule E12). */
    public Draft postalAddress(@Nullable String value) {
      postalAddress = value;
      return this;
    }

    /** Whether abandoned carts may be written about. */
    public Draft cartRecovery(boolean value) {
      cartRecovery = value;
      return this;
    }

    /** scheme://host[:port] of every page that may send events. */
    public Draft origins(List<String> value) {
      origins = value;
      return this;
    }

    /** The site as drafted so far; check {@link NewSite#mistakes()} before adding it. */
    public NewSite build() {
      return new NewSite(
          name,
          language,
          timeZone,
          trackerUrl,
          cookieDomain,
          restoreUrl,
          privacyUrl,
          senderName,
          senderEmail,
          postalAddress,
          cartRecovery,
          origins);
    }
  }
}
