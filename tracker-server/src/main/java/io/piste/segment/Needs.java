package io.piste.segment;

import io.piste.profile.ActKind;
import java.util.Collection;
import java.util.EnumSet;
import java.util.Set;
import java.util.TreeSet;

/** What some rules have to know of contacts, beside their profile. Not thread-safe. */
final class Needs {
  private final Set<ActKind> acts = EnumSet.noneOf(ActKind.class);
  private final Set<Long> customFields = new TreeSet<>();
  private boolean ownFields;
  private boolean orders;
  private boolean carts;
  private boolean mails;
  private boolean follows;
  private boolean marketing;
  private boolean consents;

  private Needs() {}

  /** What the rules of segments need. */
  static Needs of(Collection<Segment> segments, RuleWorld world) {
    Needs needs = new Needs();
    for (Segment segment : segments) {
      Rule rule = segment.rule();
      if (rule != null) {
        rule.conditions().forEach(condition -> needs.add(condition, world));
      }
    }
    return needs;
  }

  /** The kinds of acts that the rules of segments need. */
  static Set<ActKind> acts(Collection<Segment> segments) {
    Set<ActKind> acts = EnumSet.noneOf(ActKind.class);
    for (Segment segment : segments) {
      Rule rule = segment.rule();
      if (rule != null) {
        for (Condition condition : rule.conditions()) {
          if (condition instanceof Condition.Did did) {
            acts.add(did.kind());
          }
        }
      }
    }
    return acts;
  }

  private void add(Condition condition, RuleWorld world) {
    switch (condition) {
      case Condition.Field field ->
          world
              .field(field.field())
              .ifPresent(
                  known -> {
                    if (known.number() == 0) {
                      ownFields = true;
                    } else {
                      customFields.add(known.number());
                    }
                  });
      case Condition.Did did -> acts.add(did.kind());
      case Condition.Orders asked -> orders = true;
      case Condition.Cart asked -> carts = true;
      case Condition.Mail mail -> {
        mails |= mail.what() == MailWord.SENT;
        follows |= mail.what() != MailWord.SENT;
      }
      case Condition.Consent consent -> {
        marketing |= consent.what() == Allowed.MARKETING;
        consents |= consent.what() != Allowed.MARKETING;
      }
      case Condition.Tag tag -> {}
      case Condition.Score score -> {}
      case Condition.InStage stage -> {}
      case Condition.Member member -> {}
    }
  }

  boolean ownFields() {
    return ownFields;
  }

  Set<Long> customFields() {
    return customFields;
  }

  boolean orders() {
    return orders;
  }

  boolean carts() {
    return carts;
  }

  boolean mails() {
    return mails;
  }

  boolean follows() {
    return follows;
  }

  boolean marketing() {
    return marketing;
  }

  boolean consents() {
    return consents;
  }
}
