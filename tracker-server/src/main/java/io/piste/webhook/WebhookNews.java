package io.piste.webhook;

import io.piste.base.ContactId;
import io.piste.base.SiteId;
import io.piste.cart.Recoveries;
import io.piste.consent.Purpose;
import io.piste.consent.Withdrawals;
import io.piste.contact.Contact;
import io.piste.contact.Contacts;
import io.piste.contact.Unsubscribed;
import io.piste.site.Site;
import io.piste.site.Sites;
import io.piste.webhook.Deliveries.Fact;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * Hears what happens and queues messages about it, in the transaction of what happened.
 * Thread-safe.
 */
public final class WebhookNews implements Withdrawals, Unsubscribed, Recoveries {
  private final Deliveries deliveries;
  private final Sites sites;
  private final Contacts contacts;

  /** Listens to nothing yet. */
  public WebhookNews(Deliveries deliveries, Sites sites, Contacts contacts) {
    this.deliveries = deliveries;
    this.sites = sites;
    this.contacts = contacts;
  }

  @Override
  public void withdrawn(Handle handle, Taken taken) {
    List<Long> listeners =
        deliveries.listeners(handle, taken.site(), WebhookEvent.CONSENT_WITHDRAWN, taken.at());
    if (listeners.isEmpty()) {
      return;
    }
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("consent", taken.consent().toString());
    data.put("purposes", taken.purposes().stream().sorted().map(Purpose::word).toList());
    String key = taken.consent() + " " + taken.at().toEpochMilli();
    deliveries.add(
        handle,
        listeners,
        new Fact(taken.site(), WebhookEvent.CONSENT_WITHDRAWN, key, data, null, taken.at()));
  }

  @Override
  public void unsubscribed(Handle handle, SiteId site, ContactId contact, Instant decidedAt) {
    List<Long> listeners =
        deliveries.listeners(handle, site, WebhookEvent.CONTACT_UNSUBSCRIBED, decidedAt);
    if (listeners.isEmpty()) {
      return;
    }
    Optional<Contact> known = contacts.byId(handle, contact);
    if (known.isEmpty()) {
      return;
    }
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("email", known.get().email().value());
    data.put("site", sites.find(site).map(Site::publicId).orElse(""));
    String key = contact.value() + " " + decidedAt.toEpochMilli();
    deliveries.add(
        handle,
        listeners,
        new Fact(site, WebhookEvent.CONTACT_UNSUBSCRIBED, key, data, contact, decidedAt));
  }

  @Override
  public void recovered(Handle handle, Recovery recovery) {
    List<Long> listeners =
        deliveries.listeners(handle, recovery.site(), WebhookEvent.CART_RECOVERED, recovery.at());
    if (listeners.isEmpty()) {
      return;
    }
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("cart", recovery.cart());
    data.put("order", recovery.order());
    data.put("total", recovery.total());
    data.put("currency", recovery.currency());
    String key = recovery.visitor() + " " + recovery.order();
    deliveries.add(
        handle,
        listeners,
        new Fact(recovery.site(), WebhookEvent.CART_RECOVERED, key, data, null, recovery.at()));
  }
}
