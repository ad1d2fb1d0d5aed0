package io.piste.demo;

import io.piste.base.Clocks;
import io.piste.config.ConfigReader;
import io.piste.connector.ConnectorKeys;
import io.piste.db.Database;
import io.piste.db.DatabaseSettings;
import io.piste.demo.shop.Storefront;
import io.piste.demo.shop.Storefront.Placement;
import io.piste.profile.ProfileRules;
import io.piste.protocol.api.Scope;
import io.piste.site.NewSite;
import io.piste.site.Site;
import io.piste.site.Sites;
import io.piste.token.ConnectorTokens;
import io.piste.token.Secrets;
import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * The shop as three sites of the tracker, one per placement, with cart recovery on. They are made
 * before the server starts, and put right when a later start takes other ports.
 */
final class SiteSetup {
  private final Path notes;
  private final DatabaseSettings database;
  private final Ports ports;
  private final Path data;

  /** {@code data} is the server's data folder. */
  SiteSetup(Scene scene, Path data) {
    this.notes = scene.folder().resolve("demo.properties");
    this.database =
        DatabaseSettings.read(
            new ConfigReader(Map.of("database.binaries", scene.binaries().toString())));
    this.ports = scene.ports();
    this.data = data;
  }

  /** Makes the sites where needed; must not run beside the server. */
  List<Storefront> storefronts() throws IOException {
    Properties known = new Properties();
    if (Files.exists(notes)) {
      try (Reader in = Files.newBufferedReader(notes)) {
        known.load(in);
      }
    }
    if (!ports.toString().equals(known.getProperty("ports"))) {
      makeSites(known);
      known.setProperty("ports", ports.toString());
      try (Writer out = Files.newBufferedWriter(notes)) {
        known.store(out, "What the demo knows of its sites.");
      }
    }
    return Arrays.stream(Placement.values()).map(placement -> front(placement, known)).toList();
  }

  private Storefront front(Placement placement, Properties known) {
    return new Storefront(
        host(placement),
        known.getProperty(placement + ".site"),
        trackerUrl(placement),
        known.getProperty(placement + ".key"),
        placement);
  }

  private void makeSites(Properties known) {
    try (Database opened = Database.attach(database, data)) {
      Sites sites = new Sites(opened.jdbi(), Clocks.system());
      ProfileRules rules = new ProfileRules(opened.jdbi(), Clocks.system());
      ConnectorTokens tokens =
          new ConnectorTokens(Secrets.load(Optional.empty(), data), Clocks.system());
      ConnectorKeys keys = new ConnectorKeys(opened.jdbi(), Clocks.system(), sites, tokens);
      for (Placement placement : Placement.values()) {
        String id = known.getProperty(placement + ".site", "");
        Optional<Site> before = sites.byPublicId(id);
        Site site =
            before.isPresent() ? moved(sites, before.get(), placement) : added(sites, placement);
        addRules(rules, site);
        known.setProperty(placement + ".site", site.publicId());
        if (keys.good(known.getProperty(placement + ".key", "")).isEmpty()) {
          String key = keys.make(site, "Shop", Scope.connector()).token();
          known.setProperty(placement + ".key", key);
        }
      }
    }
  }

  private Site added(Sites sites, Placement placement) {
    return sites.add(
        NewSite.named(name(placement))
            .trackerUrl(trackerUrl(placement))
            .cookieDomain(cookieDomain(placement))
            .restoreUrl(shop(placement) + "/restore")
            .privacyUrl(shop(placement) + "/privacy")
            .sender("Brume", "bonjour@brume.example")
            .postalAddress("8 rue des Tanneurs, 69009 Lyon, France")
            .cartRecovery(true)
            .origins(List.of(shop(placement)))
            .build());
  }

  /** The same site after the demo took other ports. */
  private Site moved(Sites sites, Site site, Placement placement) {
    Site now =
        new Site(
            site.id(),
            site.publicId(),
            site.name(),
            site.language(),
            site.timeZone(),
            trackerUrl(placement),
            cookieDomain(placement),
            shop(placement) + "/restore",
            shop(placement) + "/privacy",
            site.senderName(),
            site.senderEmail(),
            site.postalAddress(),
            site.cartRecovery(),
            site.keyVersion(),
            List.of(shop(placement)));
    sites.save(now);
    return now;
  }

  private static void addRules(ProfileRules rules, Site site) {
    for (String prefix : List.of("", "/en")) {
      rules.addTagRule(site.id(), prefix + "/teas/*", "tea", BigDecimal.ONE);
      rules.addTagRule(site.id(), prefix + "/blog/*", "reading", BigDecimal.ONE);
      rules.addScoreRule(site.id(), prefix + "/checkout*", "intent", BigDecimal.TEN);
    }
  }

  private static String name(Placement placement) {
    return switch (placement) {
      case SUBDOMAIN -> "Brume";
      case OWN_HOST -> "Brume Atelier";
      case OTHER_SITE -> "Brume Voyage";
    };
  }

  private static String host(Placement placement) {
    return switch (placement) {
      case SUBDOMAIN -> "www.shop.localhost";
      case OWN_HOST -> "www.own.localhost";
      case OTHER_SITE -> "www.tea.localhost";
    };
  }

  private String shop(Placement placement) {
    return "http://" + host(placement) + ":" + ports.shop();
  }

  private String trackerUrl(Placement placement) {
    return switch (placement) {
      case SUBDOMAIN -> "http://t.shop.localhost:" + ports.server();
      case OWN_HOST -> shop(placement);
      case OTHER_SITE -> "http://piste.localhost:" + ports.server();
    };
  }

  private static @Nullable String cookieDomain(Placement placement) {
    return placement == Placement.SUBDOMAIN ? "shop.localhost" : null;
  }
}
