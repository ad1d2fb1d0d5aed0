package io.piste;

import io.piste.automation.Enrolments;
import io.piste.cart.Carts;
import io.piste.cart.Orders;
import io.piste.consent.Consents;
import io.piste.contact.Contacts;
import io.piste.contact.IdentityLinks;
import io.piste.contact.MarketingPermissions;
import io.piste.contact.Suppressions;
import io.piste.outbox.Outbox;
import io.piste.profile.Profiles;
import io.piste.site.Sites;
import io.piste.token.KeyedHash;
import io.piste.visit.ChannelRules;
import io.piste.visit.Visits;
import java.time.InstantSource;
import org.jdbi.v3.core.Jdbi;

/** Where everything is kept, in the order that a visit travels. */
record Stores(
    Sites sites,
    Consents consents,
    Visits visits,
    ChannelRules channels,
    Contacts contacts,
    IdentityLinks links,
    MarketingPermissions permissions,
    Suppressions suppressions,
    Carts carts,
    Orders orders,
    Profiles profiles,
    Outbox outbox,
    Enrolments enrolments) {

  static Stores on(Ground ground) {
    Jdbi jdbi = ground.jdbi();
    InstantSource clock = ground.clock();
    return new Stores(
        new Sites(jdbi, clock),
        new Consents(ground.hurriedJdbi(), clock, ground.journal().absence()),
        new Visits(jdbi),
        new ChannelRules(jdbi),
        new Contacts(jdbi),
        new IdentityLinks(jdbi),
        new MarketingPermissions(jdbi),
        new Suppressions(jdbi, new KeyedHash(ground.secrets(), "suppression")::of),
        new Carts(jdbi),
        new Orders(jdbi),
        new Profiles(jdbi, clock),
        new Outbox(jdbi, clock),
        new Enrolments(jdbi));
  }
}
