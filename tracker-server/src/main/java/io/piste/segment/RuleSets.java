package io.piste.segment;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/**
 * Finds whom a rule holds for by asking the database condition by condition and joining the sets of
 * contacts that it answers. What is found by an early condition narrows the later ones: few
 * contacts are looked up one by one, many are left out of what an index finds (docs/adr/0094-…).
 * Says the same as {@link RuleTest}. Not thread-safe; for one transaction.
 */
final class RuleSets {
  /** More are not looked up one by one. */
  private static final int FEW = 100_000;

  private static final int FEW_ACTORS = 20_000;

  private static final String KNOWN = "SELECT contact_id AS id FROM profile WHERE site_id = :site";

  private final Handle handle;
  private final RuleWorld world;
  private final Leaves leaves;
  private final int secondsAtMost;
  private final @Nullable Second second;
  private @Nullable ContactSet everybody;

  /**
   * A second connection, which is asked for half of a long list at the same time: one statement
   * keeps one processor busy. It sees no transaction of the first.
   *
   * @param from how many contacts are many
   */
  record Second(Jdbi jdbi, int from) {}

  /**
   * Asks nothing yet, and then through one connection.
   *
   * @param secondsAtMost how long a statement may take; 0: as long as it takes
   */
  RuleSets(Handle handle, RuleWorld world, Moment moment, int secondsAtMost) {
    this(handle, world, moment, secondsAtMost, null);
  }

  /** The same, with a second connection or null. */
  RuleSets(
      Handle handle, RuleWorld world, Moment moment, int secondsAtMost, @Nullable Second second) {
    this.handle = handle;
    this.world = world;
    this.leaves = new Leaves(world, moment);
    this.secondsAtMost = secondsAtMost;
    this.second = second;
  }

  /**
   * What was found.
   *
   * @param known whether the site knows all of them for sure
   */
  private record Found(ContactSet set, boolean known) {}

  /** Those of some contacts of the site for whom a rule holds. */
  ContactSet among(Rule rule, ContactSet some) {
    return some.isEmpty() ? some : find(rule, new Found(some, true)).set();
  }

  /** All contacts of the site for whom a rule holds; nobody who is restricted or merged. */
  ContactSet all(Rule rule) {
    Found found = find(rule, null);
    ContactSet set = found.set();
    if (!found.known()) {
      set = set.size() <= FEW && everybody == null ? ask(PROFILES, set) : set.and(everybody());
    }
    return set.without(barred());
  }

  private static final Leaf PROFILES =
      new Leaf(Leaf.Source.PROFILE, "x.site_id = :site", null, false, Map.of());

  /** Contacts that are in no segment, whatever is known of them. */
  ContactSet barred() {
    return run(handle.createQuery(SegmentMembers.BARRED));
  }

  /** All that the site knows, those who are in no segment too. */
  ContactSet everybody() {
    ContactSet all = everybody;
    if (all == null) {
      all = run(handle.createQuery(limited(KNOWN)).bind("site", world.site()));
      everybody = all;
    }
    return all;
  }

  private Found find(Rule rule, @Nullable Found scope) {
    return switch (rule) {
      case Rule.All all -> findAll(all.parts(), scope);
      case Rule.Any any -> findAny(any.parts(), scope);
      case Rule.Not not -> {
        ContactSet from = scope == null ? everybody() : scope.set();
        yield new Found(
            from.without(find(not.part(), scope).set()), scope == null || scope.known());
      }
      case Condition.Score score when both(score.points()) -> findAll(ends(score), scope);
      case Condition.Member member -> findMembers(member, scope);
      case Condition condition -> find(leaves.of(condition), scope);
    };
  }

  private static boolean both(Bounds bounds) {
    return bounds.atLeast() != null && bounds.atMost() != null;
  }

  private static List<Rule> ends(Condition.Score score) {
    return List.of(
        new Condition.Score(score.score(), new Bounds(score.points().atLeast(), null)),
        new Condition.Score(score.score(), new Bounds(null, score.points().atMost())));
  }

  private Found findMembers(Condition.Member member, @Nullable Found scope) {
    Segment segment = world.segment(member.segment()).orElse(null);
    if (segment == null) {
      return find(Leaf.nobody(false), scope);
    }
    Rule rule = segment.rule();
    return rule == null || segment.isFilled() ? find(leaves.of(member), scope) : find(rule, scope);
  }

  private Found findAll(List<Rule> parts, @Nullable Found scope) {
    List<Rule> left = new ArrayList<>(parts);
    Found found = scope;
    while (!left.isEmpty()) {
      boolean few = found != null && found.set().size() <= FEW_ACTORS;
      Rule part =
          Collections.min(
              left, Comparator.comparingInt(each -> few ? costAmongFew(each) : cost(each)));
      left.remove(part);
      Found next = find(part, found);
      boolean known = next.known() || (found != null && found.known());
      found = new Found(next.set(), known);
      if (next.set().isEmpty()) {
        break;
      }
    }
    return java.util.Objects.requireNonNull(found);
  }

  private Found findAny(List<Rule> parts, @Nullable Found scope) {
    ContactSet all = ContactSet.NONE;
    boolean known = true;
    for (Rule part : parts) {
      Found found = find(part, scope);
      all = all.or(found.set());
      known &= found.known();
    }
    return new Found(all, known);
  }

  /** What is asked first: what an index answers and few contacts are likely to fit. */
  private int cost(Rule rule) {
    return switch (rule) {
      case Rule.All all -> all.parts().stream().mapToInt(this::cost).min().orElse(0);
      case Rule.Any any -> any.parts().stream().mapToInt(this::cost).max().orElse(0) + 1;
      case Rule.Not not -> 100 + cost(not.part());
      case Condition.Score score when both(score.points()) -> 3;
      case Condition.Member member -> 3;
      case Condition condition -> cost(leaves.of(condition));
    };
  }

  /** What is asked first about few: one row of a contact before all that their browsers did. */
  private int costAmongFew(Rule rule) {
    return switch (rule) {
      case Rule.All all -> all.parts().stream().mapToInt(this::costAmongFew).max().orElse(0);
      case Rule.Any any -> any.parts().stream().mapToInt(this::costAmongFew).max().orElse(0);
      case Rule.Not not -> costAmongFew(not.part());
      case Condition.Score score when both(score.points()) -> 1;
      case Condition.Member member -> 1;
      case Condition condition -> {
        Leaf leaf = leaves.of(condition);
        int rows = leaf.source() == Leaf.Source.ACT ? 3 : leaf.source().isOfVisitors() ? 2 : 1;
        yield leaf.isNobody() ? 0 : rows;
      }
    };
  }

  private static int cost(Leaf leaf) {
    int cost =
        switch (leaf.source()) {
          case TAG -> 1;
          case SCORE, MEMBER, MAIL, MAIL_LINK -> 3;
          case ORDER, CART -> 4;
          case PROFILE -> 5;
          case CONTACT, VALUE, PERMISSION, CONSENT, CHOICE -> 6;
          case ACT -> 7;
        };
    return leaf.isNobody() ? 0 : cost + (leaf.otherwise() ? 100 : 0);
  }

  private Found find(Leaf leaf, @Nullable Found scope) {
    ContactSet found;
    boolean known;
    if (leaf.isNobody()) {
      found = ContactSet.NONE;
      known = true;
    } else if (scope != null && scope.set().size() <= few(leaf)) {
      found = ask(leaf, scope.set());
      known = scope.known();
    } else {
      found = ask(leaf);
      known = leaf.source().isKnown();
      if (scope != null) {
        found = found.and(scope.set());
        known |= scope.known();
      }
    }
    if (!leaf.otherwise()) {
      return new Found(found, known);
    }
    return scope == null
        ? new Found(everybody().without(found), true)
        : new Found(scope.set().without(found), scope.known());
  }

  private static int few(Leaf leaf) {
    return leaf.source().isOfVisitors() ? FEW_ACTORS : FEW;
  }

  /** All that a statement finds, known to the site or not. */
  ContactSet ask(Leaf leaf) {
    return run(bound(handle, leaf, leaf.whole()));
  }

  private ContactSet ask(Leaf leaf, ContactSet some) {
    if (some.isEmpty()) {
      return some;
    }
    Second beside = second;
    return beside == null || some.size() < beside.from()
        ? ask(handle, leaf, some)
        : askBoth(beside.jdbi(), leaf, some);
  }

  private ContactSet askBoth(Jdbi jdbi, Leaf leaf, ContactSet some) {
    int half = some.size() / 2;
    ContactSet later = some.part(half, some.size());
    CompletableFuture<ContactSet> found =
        CompletableFuture.supplyAsync(
            () -> jdbi.withHandle(other -> ask(other, leaf, later)), Thread::startVirtualThread);
    ContactSet earlier = ask(handle, leaf, some.part(0, half));
    try {
      return earlier.or(found.join());
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
  }

  private ContactSet ask(Handle connection, Leaf leaf, ContactSet some) {
    return run(bound(connection, leaf, leaf.among()).bind("ids", some.json()));
  }

  private Query bound(Handle connection, Leaf leaf, String sql) {
    Query query = connection.createQuery(limited(sql)).bindMap(leaf.binds());
    return sql.contains(":site") ? query.bind("site", world.site()) : query;
  }

  private String limited(String sql) {
    return secondsAtMost == 0
        ? sql
        : "SET STATEMENT max_statement_time = " + secondsAtMost + " FOR " + sql;
  }

  private static ContactSet run(Query query) {
    return query.scanResultSet(
        (rows, context) -> {
          try (ResultSet result = rows.get()) {
            return read(result);
          }
        });
  }

  private static ContactSet read(ResultSet rows) throws SQLException {
    long[] found = new long[1_024];
    int count = 0;
    while (rows.next()) {
      if (count == found.length) {
        found = java.util.Arrays.copyOf(found, 2 * count);
      }
      found[count++] = rows.getLong(1);
    }
    return ContactSet.of(found, count);
  }
}
