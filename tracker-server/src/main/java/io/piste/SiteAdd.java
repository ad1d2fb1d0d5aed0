package io.piste;

import io.piste.base.Clocks;
import io.piste.connector.ConnectorKeys;
import io.piste.db.Database;
import io.piste.profile.ProfileRules;
import io.piste.protocol.api.Scope;
import io.piste.site.NewSite;
import io.piste.site.Site;
import io.piste.site.SiteMistake;
import io.piste.site.Sites;
import io.piste.token.ConnectorTokens;
import io.piste.token.IdentityTokens;
import io.piste.token.Secrets;
import java.io.PrintStream;
import java.time.DateTimeException;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.Collectors;

/** The command {@code site-add}: adds a site and prints what its pages and its shop need. */
final class SiteAdd {
  static final String USAGE =
      """
      Options of site-add:
        --name NAME            its name, shown in banner and mails
        --origin ORIGINS       scheme://host[:port] of its pages; several with commas
        --tracker URL          scheme://host[:port] where its pages find this server
        --cookie-domain NAME   common parent of page and tracker hosts, where they differ
        --restore-url URL      the shop's page that fills a cart again
        --cart-recovery on     write about abandoned carts; off when left out
        --language fr|en       fr when left out
        --time-zone ZONE       Europe/Paris when left out
        --privacy-url URL      linked in the banner
        --sender-name NAME, --sender-email ADDRESS, --postal-address TEXT
                               who mails come from; none are sent without
      """;

  private static final String[] OPTIONS = {
    "name",
    "origin",
    "tracker",
    "cookie-domain",
    "restore-url",
    "cart-recovery",
    "language",
    "time-zone",
    "privacy-url",
    "sender-name",
    "sender-email",
    "postal-address"
  };

  private final Settings settings;
  private final InstantSource clock = Clocks.system();

  SiteAdd(Settings settings) {
    this.settings = settings;
  }

  /** What a command line asks for; {@link UsageProblem} that names every mistake. */
  static NewSite read(Arguments arguments) {
    arguments.expect(0, "site-add takes options only", OPTIONS);
    NewSite site =
        NewSite.named(arguments.option("name").orElse(""))
            .language(arguments.option("language").orElse("fr"))
            .timeZone(timeZone(arguments))
            .trackerUrl(arguments.option("tracker").orElse(""))
            .cookieDomain(arguments.option("cookie-domain").orElse(null))
            .restoreUrl(arguments.option("restore-url").orElse(null))
            .privacyUrl(arguments.option("privacy-url").orElse(null))
            .sender(
                arguments.option("sender-name").orElse(null),
                arguments.option("sender-email").orElse(null))
            .postalAddress(arguments.option("postal-address").orElse(null))
            .cartRecovery(isOn(arguments))
            .origins(List.of(arguments.option("origin").orElse("").split(",", -1)))
            .build();
    List<SiteMistake> mistakes = site.mistakes();
    if (!mistakes.isEmpty()) {
      throw new UsageProblem(
          mistakes.stream().map(SiteMistake::toString).collect(Collectors.joining("\n       ")));
    }
    return site;
  }

  private static ZoneId timeZone(Arguments arguments) {
    String zone = arguments.option("time-zone").orElse("Europe/Paris");
    try {
      return ZoneId.of(zone);
    } catch (DateTimeException e) {
      throw new UsageProblem("--time-zone: '" + zone + "' is none; use one like Europe/Paris");
    }
  }

  private static boolean isOn(Arguments arguments) {
    String value = arguments.option("cart-recovery").orElse("off");
    return switch (value) {
      case "on" -> true;
      case "off" -> false;
      default -> throw new UsageProblem("--cart-recovery: '" + value + "' must be on or off");
    };
  }

  /** Works beside a running server, which sees the site within seconds. */
  void run(NewSite wanted, PrintStream out) {
    try (Database database = Database.attach(settings.database(), settings.dataFolder())) {
      Secrets secrets = Secrets.load(settings.secretKey(), settings.dataFolder());
      Sites sites = new Sites(database.jdbi(), clock);
      Site site = sites.add(wanted);
      ConnectorTokens tokens = new ConnectorTokens(secrets, clock);
      ConnectorKeys keys = new ConnectorKeys(database.jdbi(), clock, sites, tokens);
      new ProfileRules(database.jdbi(), clock).addExamples(site.id());
      out.printf("%s is site %s%n%n", site.name(), site.publicId());
      out.printf("On every page, in its head:%n  %s%n%n", settings.paths().tag(site));
      out.printf(
          "Connector key, shown this once:%n  %s%n%n",
          keys.make(site, "site-add", Scope.connector()).token());
      out.printf(
          "Identity secret, for shops that sign who is signed in:%n  %s%n",
          new IdentityTokens(secrets).secretFor(site.publicId(), site.keyVersion()));
    }
  }
}
