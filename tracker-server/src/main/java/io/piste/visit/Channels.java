package io.piste.visit;

import io.piste.site.Site;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Tells by which channel a session came: an installation's own rules first, then what the campaign
 * says of itself, then what everybody knows of the referring host. Pure and quick.
 */
final class Channels {
  private static final Set<String> PAID =
      Set.of("cpc", "ppc", "paid", "sem", "sea", "paidsearch", "cpv", "retargeting", "remarketing");
  private static final Set<String> PAID_SEARCHES = Set.of("paidsearch", "sem", "sea");
  private static final Set<String> PAID_SOCIAL = Set.of("paidsocial", "socialpaid", "socialads");
  private static final Set<String> SOCIAL =
      Set.of("social", "socialnetwork", "socialmedia", "sm", "smm", "organicsocial");
  private static final Set<String> DISPLAY =
      Set.of("display", "banner", "cpm", "interstitial", "programmatic", "native", "expandable");
  private static final Set<String> AFFILIATE =
      Set.of("affiliate", "affiliates", "affiliation", "cpa", "cpl", "partner", "partners");
  private static final Set<String> EMAIL =
      Set.of("email", "mail", "newsletter", "emailing", "enews", "mailing", "crm");
  private static final Set<String> ASSISTANT = Set.of("ai", "llm", "aiassistant", "chatbot");
  private static final Set<String> SEARCH = Set.of("organic", "seo", "organicsearch");
  private static final Set<String> REFERRAL = Set.of("referral", "link", "website");

  private final List<ChannelRule> rules;
  private final KnownHosts hosts;

  Channels(List<ChannelRule> rules, KnownHosts hosts) {
    this.rules = List.copyOf(rules);
    this.hosts = hosts;
  }

  /**
   * The way of a session whose first page and its referrer these are.
   *
   * @param site whose own hosts refer nobody; null when it is not known any more
   */
  Attribution of(String url, @Nullable String referrer, @Nullable Site site) {
    Arrived arrived = Arrived.at(url, referrer);
    boolean own = site != null && ownHost(site, referrer);
    KnownHosts.Known known =
        hosts.of(arrived.source().isEmpty() ? arrived.host() : arrived.source());
    return new Attribution(
        channel(arrived, known, own),
        source(arrived, known, own),
        arrived.medium(),
        arrived.campaign());
  }

  /** The first rule that matches, null when the shipped list decides. */
  @Nullable ChannelRule rule(Arrived arrived) {
    for (ChannelRule rule : rules) {
      if (rule.matches(arrived)) {
        return rule;
      }
    }
    return null;
  }

  private Channel channel(Arrived arrived, KnownHosts.@Nullable Known known, boolean own) {
    ChannelRule rule = rule(arrived);
    if (rule != null) {
      return rule.channel();
    }
    return arrived.tagged() ? byCampaign(arrived, known) : byReferrer(arrived, known, own);
  }

  private static Channel byReferrer(
      Arrived arrived, KnownHosts.@Nullable Known known, boolean own) {
    if (arrived.host().isEmpty()) {
      return Channel.DIRECT;
    }
    return own ? Channel.OWN : byHost(known, Channel.REFERRAL);
  }

  private static Channel byCampaign(Arrived arrived, KnownHosts.@Nullable Known known) {
    String medium = arrived.medium().replaceAll("[-_ ]", "");
    boolean social = known != null && known.kind() == KnownHosts.Kind.SOCIAL;
    if (PAID_SOCIAL.contains(medium) || (PAID.contains(medium) && social)) {
      return Channel.PAID_SOCIAL;
    }
    if (PAID_SEARCHES.contains(medium) || medium.equals("cpc") || medium.equals("ppc")) {
      return Channel.PAID_SEARCH;
    }
    if (PAID.contains(medium)) {
      return known != null && known.kind() == KnownHosts.Kind.SEARCH
          ? Channel.PAID_SEARCH
          : Channel.DISPLAY;
    }
    return byUnpaid(medium, arrived, known);
  }

  private static Channel byUnpaid(
      String medium, Arrived arrived, KnownHosts.@Nullable Known known) {
    if (DISPLAY.contains(medium)) {
      return Channel.DISPLAY;
    }
    if (AFFILIATE.contains(medium)) {
      return Channel.AFFILIATE;
    }
    if (EMAIL.contains(medium) || EMAIL.contains(arrived.source().replaceAll("[-_ ]", ""))) {
      return Channel.EMAIL;
    }
    if (SOCIAL.contains(medium)) {
      return Channel.SOCIAL;
    }
    if (ASSISTANT.contains(medium)) {
      return Channel.ASSISTANT;
    }
    if (known == null && SEARCH.contains(medium)) {
      return Channel.SEARCH;
    }
    boolean referred = REFERRAL.contains(medium) || medium.isEmpty();
    return byHost(
        known, referred && !arrived.source().isEmpty() ? Channel.REFERRAL : Channel.OTHER);
  }

  private static Channel byHost(KnownHosts.@Nullable Known known, Channel otherwise) {
    if (known == null) {
      return otherwise;
    }
    return switch (known.kind()) {
      case SEARCH -> Channel.SEARCH;
      case ASSISTANT -> Channel.ASSISTANT;
      case SOCIAL -> Channel.SOCIAL;
      case MAIL -> Channel.EMAIL;
      case PAYMENT -> Channel.OWN;
    };
  }

  private static String source(Arrived arrived, KnownHosts.@Nullable Known known, boolean own) {
    if (arrived.source().isEmpty() && own) {
      return "";
    }
    if (known != null) {
      return known.name();
    }
    return arrived.source().isEmpty() ? arrived.host() : arrived.source();
  }

  private static boolean ownHost(Site site, @Nullable String referrer) {
    return io.piste.site.WebAddress.parse(referrer)
        .filter(address -> site.ownsHost(address.host()))
        .isPresent();
  }
}
