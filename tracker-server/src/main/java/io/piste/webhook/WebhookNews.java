package io.piste.webhook;

import io.piste.base.ContactId;
import io.piste.base.EmailAddress;
import io.piste.base.SiteId;
import io.piste.cart.Recoveries;
import io.piste.consent.Purpose;
import io.piste.consent.Withdrawals;
import io.piste.contact.Contact;
import io.piste.contact.Contacts;
import io.piste.contact.Unsubscribed;
import io.piste.segment.SegmentNews;
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
public final class WebhookNews implements Withdrawals, Unsubscribed, Recoveries, SegmentNews {
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
  public void changed(Handle handle, SiteId site, List<Change> changes, Instant at) {
    tell(handle, site, WebhookEvent.SEGMENT_ENTERED, entering(changes, true), at);
    tell(handle, site, WebhookEvent.SEGMENT_LEFT, entering(changes, false), at);
  }

  private static List<Change> entering(List<Change> changes, boolean entered) {
    return changes.stream().filter(change -> change.entered() == entered).toList();
  }

  private void tell(
      Handle handle, SiteId site, WebhookEvent event, List<Change> changes, Instant at) {
    List<Long> listeners =
        changes.isEmpty() ? List.of() : deliveries.listeners(handle, site, event, at);
    if (listeners.isEmpty()) {
      return;
    }
    Map<ContactId, EmailAddress> emails =
        contacts.emails(handle, changes.stream().map(Change::contact).toList());
    String publicId = sites.find(site).map(Site::publicId).orElse("");
    for (Change change : changes) {
      EmailAddress email = emails.get(change.contact());
      if (email != null) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("segment", change.segment().id());
        data.put("name", change.segment().name());
        data.put("email", email.value());
        data.put("site", publicId);
        String key = change.segment().id() + " " + change.contact() + " " + at.toEpochMilli();
        deliveries.add(handle, listeners, new Fact(site, event, key, data, change.contact(), at));
      }
    }
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
