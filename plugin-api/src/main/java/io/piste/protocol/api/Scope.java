package io.piste.protocol.api;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** What a connector key opens. Every key may ask {@code GET /api/v1/ping}. */
public enum Scope {
  /**
   * Carts, orders, identify, consents, events, restore tokens, and what a connector says of itself.
   */
  EVENTS,
  /** The content library. */
  CONTENTS,
  /** Contacts, their tags and scores, to read. */
  CONTACTS_READ,
  /** Contacts and their tags, to change. */
  CONTACTS_WRITE,
  /** All that is kept about a person: to export and to erase. */
  PRIVACY,
  /** Addresses of the site that are told what happened here. */
  WEBHOOKS,
  /** Forwarding visitors' requests through the site's own host. */
  PROXY;

  /** What a plug-in of a content management system needs, and no more. */
  public static Set<Scope> connector() {
    return EnumSet.of(EVENTS, CONTENTS, PRIVACY, WEBHOOKS, PROXY);
  }

  /** As the API writes it: {@code contacts:read}. */
  @JsonValue
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', ':');
  }

  /** The one of a word. */
  public static Optional<Scope> of(String word) {
    return Arrays.stream(values()).filter(scope -> scope.word().equals(word)).findFirst();
  }
}
