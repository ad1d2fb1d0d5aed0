package io.piste.cart;

import io.piste.base.Json;
import io.piste.base.VisitorId;
import io.piste.protocol.Cart;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A cart while a batch of events is worked in. */
final class CartDraft {
  /** An order this long after a restore link was followed is recovered. */
  static final Duration RECOVERY = Duration.ofDays(7);

  /** Shops empty the cart shortly before they report the order. */
  private static final Duration EMPTIED_BY_ORDER = Duration.ofHours(1);

  /** A life of a cart of a visitor; the unique key of its row. */
  record Key(VisitorId visitor, String cartKey, int life) {
    Key nextLife() {
      return new Key(visitor, cartKey, life + 1);
    }
  }

  /** The content that the shop last told. */
  record Content(
      long seq, String currency, BigDecimal total, String linesJson, @Nullable String language) {

    static Content of(Cart cart, @Nullable String language) {
      return new Content(
          cart.seq(), cart.currency(), cart.total(), Json.write(cart.lines()), language);
    }

    boolean isEmpty() {
      return linesJson.equals("[]");
    }
  }

  /** When what happened. */
  record Times(
      Instant created,
      Instant changed,
      Instant updated,
      @Nullable Instant checkout,
      @Nullable Instant restored,
      @Nullable Instant closed) {

    Times alive(Instant at) {
      return at.isAfter(updated)
          ? new Times(created, changed, at, checkout, restored, closed)
          : this;
    }

    Times changed(Instant at) {
      return new Times(
              created, at.isAfter(changed) ? at : changed, updated, checkout, restored, null)
          .alive(at);
    }

    Times closed(Instant at) {
      return new Times(created, changed, updated, checkout, restored, at);
    }

    Times checkout(Instant at) {
      return new Times(created, changed, updated, at, restored, closed).alive(at);
    }
  }

  private final Key key;
  private final boolean stored;
  private CartState state;
  private Content content;
  private Times times;
  private boolean dirty;

  private CartDraft(Key key, boolean stored, CartState state, Content content, Times times) {
    this.key = key;
    this.stored = stored;
    this.state = state;
    this.content = content;
    this.times = times;
  }

  static CartDraft stored(Key key, CartState state, Content content, Times times) {
    return new CartDraft(key, true, state, content, times);
  }

  static CartDraft begun(Key key, Content content, Instant at) {
    CartDraft draft =
        new CartDraft(key, false, CartState.OPEN, content, new Times(at, at, at, null, null, null));
    draft.fill(content, at);
    return draft;
  }

  /** A newer content: the cart is open again, whatever it was, or empty. */
  void fill(Content newer, Instant at) {
    dirty = true;
    content = newer.language() != null ? newer : withLanguage(newer, content.language());
    times = times.changed(at);
    state = newer.isEmpty() ? CartState.EMPTIED : CartState.OPEN;
    if (newer.isEmpty()) {
      times = times.closed(at);
    }
  }

  /** Its owner did something, here or elsewhere on the site. */
  void signOfLife(Instant at) {
    if (state == CartState.OPEN && at.isAfter(times.updated())) {
      dirty = true;
      times = times.alive(at);
    }
  }

  /** Its owner went to the checkout with it. */
  void checkout(Instant at) {
    if (isUnfinished()) {
      dirty = true;
      state = CartState.OPEN;
      times = times.checkout(at);
    }
  }

  /** It was bought. */
  void close(Instant orderedAt) {
    dirty = true;
    state = isRestoredFor(orderedAt) ? CartState.RECOVERED : CartState.ORDERED;
    times = times.closed(orderedAt);
  }

  boolean isUnfinished() {
    return state == CartState.OPEN || state == CartState.ABANDONED;
  }

  boolean isBought() {
    return state == CartState.ORDERED || state == CartState.RECOVERED;
  }

  /** Whether an order may have emptied it. */
  boolean wasJustEmptied(Instant orderedAt) {
    Instant closed = times.closed();
    return state == CartState.EMPTIED
        && closed != null
        && !closed.isBefore(orderedAt.minus(EMPTIED_BY_ORDER));
  }

  /** Whether shops that report a bought cart once more mean this one. */
  boolean isEchoedBy(Content other, Instant at) {
    Instant closed = times.closed();
    return other.isEmpty()
        || other.seq() <= content.seq()
        || other.linesJson().equals(content.linesJson())
        || (closed != null && !at.isAfter(closed));
  }

  private boolean isRestoredFor(Instant orderedAt) {
    Instant restored = times.restored();
    return restored != null
        && !restored.isAfter(orderedAt)
        && !restored.isBefore(orderedAt.minus(RECOVERY));
  }

  private static Content withLanguage(Content content, @Nullable String language) {
    return new Content(
        content.seq(), content.currency(), content.total(), content.linesJson(), language);
  }

  Key key() {
    return key;
  }

  boolean isStored() {
    return stored;
  }

  boolean isDirty() {
    return dirty;
  }

  CartState state() {
    return state;
  }

  Content content() {
    return content;
  }

  Times times() {
    return times;
  }
}
