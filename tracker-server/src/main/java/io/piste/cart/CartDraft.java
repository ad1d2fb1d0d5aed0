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

    private Content orLanguage(@Nullable String other) {
      return language != null ? this : new Content(seq, currency, total, linesJson, other);
    }
  }

  /** When what happened. */
  record Times(
      Instant created,
      Instant changed,
      Instant updated,
      @Nullable Instant checkout,
      @Nullable Instant closed) {

    Times alive(Instant at) {
      return at.isAfter(updated) ? new Times(created, changed, at, checkout, closed) : this;
    }

    Times begun(Instant at) {
      return at.isBefore(created) ? new Times(at, changed, updated, checkout, closed) : this;
    }

    Times changed(Instant at) {
      return new Times(created, at, updated, checkout, closed).begun(at).alive(at);
    }

    Times closed(@Nullable Instant at) {
      return new Times(created, changed, updated, checkout, at);
    }

    Times checkout(Instant at) {
      Instant latest = checkout != null && checkout.isAfter(at) ? checkout : at;
      return new Times(created, changed, updated, latest, closed).alive(at);
    }
  }

  private final Key key;
  private final @Nullable Long id;
  private CartState state;
  private Content content;
  private Times times;
  private @Nullable OrderDraft closer;
  private @Nullable OrderDraft storedCloser;
  private boolean dirty;

  private CartDraft(Key key, @Nullable Long id, CartState state, Content content, Times times) {
    this.key = key;
    this.id = id;
    this.state = state;
    this.content = content;
    this.times = times;
  }

  static CartDraft stored(Key key, long id, CartState state, Content content, Times times) {
    return new CartDraft(key, id, state, content, times);
  }

  /**
   * A new one.
   *
   * @param id of a row that is there and blank, null when there is none
   */
  static CartDraft begun(Key key, @Nullable Long id, Content content, Instant at) {
    CartDraft draft =
        new CartDraft(key, id, CartState.OPEN, content, new Times(at, at, at, null, null));
    draft.fill(content, at);
    return draft;
  }

  /** A newer content: the cart is open again, whatever it was, or empty. */
  void fill(Content newer, Instant at) {
    dirty = true;
    content = newer.orLanguage(content.language());
    times = times.changed(at).closed(null);
    state = CartState.OPEN;
    if (newer.isEmpty()) {
      empty(at);
    }
  }

  /** Of two snapshots with one number the earlier counts: the later is the same, told again. */
  boolean isOlderThan(Content other, Instant at) {
    return other.seq() > content.seq()
        || (other.seq() == content.seq() && at.isBefore(times.changed()));
  }

  /** A snapshot that is not the newest still tells how long the cart has been there. */
  void begunBy(Instant at) {
    if (at.isBefore(times.created())) {
      dirty = true;
      times = times.begun(at);
    }
  }

  /** A snapshot from before the purchase that is told after it: what was bought was this. */
  void correct(Content newer, Instant at) {
    dirty = true;
    content = newer.orLanguage(content.language());
    Instant closed = times.closed();
    times = times.changed(at).closed(closed);
    OrderDraft order = closer;
    if (newer.isEmpty() && order != null && !isEmptiedFor(order, at)) {
      closer = null;
      empty(at);
    }
  }

  /** Its owner did something, here or elsewhere on the site; a cart that was left stays left. */
  void signOfLife(Instant at) {
    if (isUnfinished() && at.isAfter(times.updated())) {
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
  void close(OrderDraft order) {
    dirty = true;
    state = CartState.ORDERED;
    times = times.closed(order.at());
    closer = order;
  }

  /**
   * The order that bought it came to nothing.
   *
   * @param last whether the visitor has no later cart under the same id, which would take its place
   */
  void giveBack(Instant at, boolean last) {
    dirty = true;
    closer = null;
    if (!last || content.isEmpty()) {
      empty(at);
    } else {
      state = CartState.OPEN;
      times = times.closed(null).alive(at);
    }
  }

  /** A restore link was followed before it was bought. */
  void broughtBack() {
    dirty |= state != CartState.RECOVERED;
    state = CartState.RECOVERED;
  }

  /** The order that bought it, as it is stored. */
  void wasClosedBy(OrderDraft order) {
    closer = order;
    storedCloser = order;
  }

  /**
   * Whether an order that comes after its last change buys it: it is unfinished, or was emptied on
   * the way to that order, or was taken to be bought by a later one.
   */
  boolean maybeClosedBy(OrderDraft order) {
    return switch (state) {
      case OPEN, ABANDONED -> true;
      case EMPTIED -> isEmptiedFor(order, times.changed());
      case ORDERED, RECOVERED -> isClosedAfter(order);
    };
  }

  boolean isUnfinished() {
    return state == CartState.OPEN || state == CartState.ABANDONED;
  }

  boolean isBought() {
    return state == CartState.ORDERED || state == CartState.RECOVERED;
  }

  /** Whether a snapshot is from before the purchase. */
  boolean isClosedSince(Instant at) {
    Instant closed = times.closed();
    return isBought() && closed != null && !at.isAfter(closed);
  }

  /** Whether shops that report a bought cart once more mean this one. */
  boolean isEchoedBy(Content other) {
    return other.isEmpty()
        || other.seq() <= content.seq()
        || other.linesJson().equals(content.linesJson());
  }

  private boolean isEmptiedFor(OrderDraft order, Instant at) {
    return order.names(this) || !at.isBefore(order.at().minus(EMPTIED_BY_ORDER));
  }

  private boolean isClosedAfter(OrderDraft order) {
    OrderDraft known = closer;
    if (known != null) {
      return OrderDraft.BY_TIME.compare(order, known) < 0;
    }
    Instant closed = times.closed();
    return closed != null && !order.at().isAfter(closed);
  }

  private void empty(Instant at) {
    state = CartState.EMPTIED;
    times = times.closed(at);
  }

  Key key() {
    return key;
  }

  /** The number of its row, null before it is stored. */
  @Nullable Long id() {
    return id;
  }

  boolean isDirty() {
    return dirty;
  }

  boolean isCloserChanged() {
    return closer != storedCloser;
  }

  /** Whether the order is no longer taken to have bought it. */
  boolean isLostTo(OrderDraft order) {
    return storedCloser == order && closer != order;
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

  @Nullable OrderDraft closer() {
    return closer;
  }
}
