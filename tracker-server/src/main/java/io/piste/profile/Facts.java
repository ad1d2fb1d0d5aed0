package io.piste.profile;

import io.piste.base.ContactId;
import io.piste.visit.VisitorSpan;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a contact's profile at a site follows from, beside the rules. Filled by {@link FactsReader},
 * then only read.
 */
final class Facts {
  /** A link of a mail that was followed. */
  record MailClick(String mail, Instant at) {}

  /**
   * A field that is filled in.
   *
   * @param number null unless it is one
   */
  record Field(@Nullable BigDecimal number) {}

  final ContactId contact;
  final Instant createdAt;
  final List<VisitorSpan> spans = new ArrayList<>();
  final List<ProfileAct> acts = new ArrayList<>();
  final List<String> given = new ArrayList<>();
  final List<MailClick> clicks = new ArrayList<>();
  final List<Opening> openings = new ArrayList<>();
  final Map<String, Field> fields = new HashMap<>();

  /** Numbers of orders that were cancelled, failed, or were paid back as a whole. */
  final Set<String> fallenOrders = new HashSet<>();

  boolean allowsMails;

  Facts(ContactId contact, Instant createdAt) {
    this.contact = contact;
    this.createdAt = createdAt;
  }
}
