package io.piste;

import io.piste.automation.EnrolmentData;
import io.piste.automation.Enrolments;
import io.piste.cart.CartData;
import io.piste.cart.CartKeeper;
import io.piste.cart.Carts;
import io.piste.cart.Orders;
import io.piste.cart.PeopleAndCarts;
import io.piste.connector.ConnectorKeys;
import io.piste.connector.Connectors;
import io.piste.consent.ConsentData;
import io.piste.consent.ConsentSetups;
import io.piste.consent.Consents;
import io.piste.contact.ContactData;
import io.piste.contact.Contacts;
import io.piste.contact.IdentityLinker;
import io.piste.contact.IdentityLinks;
import io.piste.contact.MarketingPermissions;
import io.piste.contact.Suppressions;
import io.piste.content.Library;
import io.piste.eventlog.EventData;
import io.piste.eventlog.Projection;
import io.piste.eventlog.VisitorRebuilds;
import io.piste.mail.LinkData;
import io.piste.outbox.Outbox;
import io.piste.outbox.OutboxData;
import io.piste.privacy.PersonalData;
import io.piste.profile.ProfileData;
import io.piste.profile.ProfileUpdater;
import io.piste.profile.Profiles;
import io.piste.segment.SegmentData;
import io.piste.segment.SegmentMembers;
import io.piste.segment.Segments;
import io.piste.site.Sites;
import io.piste.token.ConnectorTokens;
import io.piste.token.KeyedHash;
import io.piste.visit.ChannelRules;
import io.piste.visit.SessionKeeper;
import io.piste.visit.VisitData;
import io.piste.visit.Visits;
import io.piste.webhook.Deliveries;
import io.piste.webhook.MessageData;
import io.piste.webhook.WebhookNews;
import io.piste.webhook.Webhooks;
import java.time.InstantSource;
import java.util.List;
import org.jdbi.v3.core.Jdbi;

/** Where everything is kept, in the order that a visit travels. */
record Stores(
    Sites sites,
    ConnectorKeys keys,
    Connectors connectors,
    Consents consents,
    ConsentSetups setups,
    Visits visits,
    ChannelRules channels,
    Contacts contacts,
    IdentityLinks links,
    MarketingPermissions permissions,
    Suppressions suppressions,
    Carts carts,
    Orders orders,
    Profiles profiles,
    Segments segments,
    SegmentMembers members,
    Library library,
    Outbox outbox,
    Enrolments enrolments,
    Webhooks webhooks,
    Deliveries deliveries,
    WebhookNews news) {

  static Stores on(Ground ground, Settings settings) {
    Jdbi jdbi = ground.jdbi();
    InstantSource clock = ground.clock();
    Consents consents = new Consents(ground.hurriedJdbi(), clock, ground.journal().absence());
    Sites sites = new Sites(jdbi, clock);
    Contacts contacts = new Contacts(jdbi);
    Deliveries deliveries = new Deliveries(jdbi, clock);
    WebhookNews news = new WebhookNews(deliveries, sites, contacts);
    return new Stores(
        sites,
        new ConnectorKeys(jdbi, clock, sites, new ConnectorTokens(ground.secrets(), clock)),
        new Connectors(jdbi, clock),
        consents,
        new ConsentSetups(jdbi, clock, consents, settings.consent()),
        new Visits(jdbi),
        new ChannelRules(jdbi),
        contacts,
        new IdentityLinks(jdbi),
        new MarketingPermissions(jdbi, news),
        new Suppressions(jdbi, new KeyedHash(ground.secrets(), "suppression")::of),
        new Carts(jdbi),
        new Orders(jdbi),
        new Profiles(jdbi, clock),
        new Segments(jdbi, clock),
        new SegmentMembers(jdbi, clock, news),
        new Library(jdbi, clock),
        new Outbox(jdbi, clock),
        new Enrolments(jdbi),
        new Webhooks(jdbi, clock, new KeyedHash(ground.secrets(), "webhook")::of),
        deliveries,
        news);
  }

  /** Everybody who keeps something about people, in the order in which it is told. */
  static List<PersonalData> personalData(VisitorRebuilds rebuilds) {
    return List.of(
        new ContactData(),
        new EventData(rebuilds),
        new VisitData(),
        new CartData(),
        new ProfileData(),
        new SegmentData(),
        new EnrolmentData(),
        new OutboxData(),
        new LinkData(),
        new MessageData(),
        new ConsentData());
  }

  /** What follows from events, in the order in which one part needs the other's. */
  List<Projection> projections() {
    return projections(
        new SessionKeeper(sites, channels),
        new IdentityLinker(contacts, permissions),
        new CartKeeper(news));
  }

  /** The same for a command beside the server: what it works out anew is told to nobody. */
  static List<Projection> projections(Jdbi jdbi, InstantSource clock) {
    Sites sites = new Sites(jdbi, clock);
    sites.refresh();
    ChannelRules channels = new ChannelRules(jdbi);
    channels.refresh();
    return projections(
        new SessionKeeper(sites, channels),
        new IdentityLinker(new Contacts(jdbi), new MarketingPermissions(jdbi)),
        new CartKeeper());
  }

  private static List<Projection> projections(
      SessionKeeper sessions, IdentityLinker people, CartKeeper carts) {
    return List.of(sessions, new PeopleAndCarts(people, carts), new ProfileUpdater());
  }
}
