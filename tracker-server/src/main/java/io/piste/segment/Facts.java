package io.piste.segment;

import io.piste.profile.ActKind;
import io.piste.profile.Person;
import io.piste.profile.ProfileAct;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What conditions ask about one contact; filled by {@link FactRows} with as much as some rule
 * needs. Not thread-safe.
 */
final class Facts {
  /** A value of a field; which part of it is there follows from the field's type. */
  record Known(@Nullable String ofText, @Nullable BigDecimal ofNumber, @Nullable LocalDate ofDay) {
    static Known text(String text) {
      return new Known(text, null, null);
    }

    static Known number(BigDecimal number) {
      return new Known(null, number, null);
    }

    static Known day(LocalDate day) {
      return new Known(null, null, day);
    }

    String text() {
      return Objects.requireNonNull(ofText);
    }

    BigDecimal number() {
      return Objects.requireNonNull(ofNumber);
    }

    LocalDate day() {
      return Objects.requireNonNull(ofDay);
    }

    /** Milliseconds since 1970. */
    long time() {
      return number().longValueExact();
    }
  }

  /** An order that counts, without what was paid back. */
  record Order(long at, BigDecimal amount, String currency) {}

  /** A cart and when it came to its state. */
  record Cart(CartWord state, long at) {}

  /** A link of a mail that was followed; {@code ends}: the one that ends mails. */
  record Follow(long mail, long at, boolean ends) {}

  /** What a browser of the contact allows, and until when. */
  record Given(int bits, long until) {}

  private final Person person;
  private final Map<String, Known> values = new HashMap<>();
  private final Map<ActKind, List<ProfileAct>> acts = new EnumMap<>(ActKind.class);
  private final List<Order> orders = new ArrayList<>();
  private final List<Cart> carts = new ArrayList<>();
  private final List<Long> mails = new ArrayList<>();
  private final List<Follow> follows = new ArrayList<>();
  private final List<Given> consents = new ArrayList<>();
  private final Set<Long> segments = new HashSet<>();
  private boolean marketing;

  Facts(Person person) {
    this.person = person;
    person
        .acts()
        .forEach(act -> acts.computeIfAbsent(act.kind(), kind -> new ArrayList<>()).add(act));
  }

  Person person() {
    return person;
  }

  /** The value of a field; null when there is none. */
  @Nullable Known value(SegmentField field) {
    return values.get(field.name());
  }

  /** Notes a value, unless it is an empty text. */
  void know(String field, Known value) {
    if (value.ofText() == null || !value.ofText().isEmpty()) {
      values.put(field, value);
    }
  }

  List<ProfileAct> acts(ActKind kind) {
    return acts.getOrDefault(kind, List.of());
  }

  List<Order> orders() {
    return orders;
  }

  List<Cart> carts() {
    return carts;
  }

  /** When mails left. */
  List<Long> mails() {
    return mails;
  }

  List<Follow> follows() {
    return follows;
  }

  List<Given> consents() {
    return consents;
  }

  boolean marketing() {
    return marketing;
  }

  void allowMarketing() {
    marketing = true;
  }

  boolean isIn(long segment) {
    return segments.contains(segment);
  }

  /** Notes whether the contact is in a segment. */
  void put(long segment, boolean in) {
    if (in) {
      segments.add(segment);
    } else {
      segments.remove(segment);
    }
  }
}
