package io.piste.segment;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Sets of contacts against those of the library. */
final class ContactSetTest {
  private final Random random = new Random(20261130);

  private Set<Long> some() {
    TreeSet<Long> some = new TreeSet<>();
    for (int i = random.nextInt(40); i > 0; i--) {
      some.add((long) random.nextInt(60) << (random.nextBoolean() ? 0 : 33));
    }
    return some;
  }

  private static ContactSet of(Set<Long> ids) {
    return MemberRows.set(ids);
  }

  @Test
  void are_joined_cut_and_left_out_as_sets_are() {
    for (int i = 0; i < 2_000; i++) {
      Set<Long> one = some();
      Set<Long> other = some();
      Set<Long> and = new TreeSet<>(one);
      and.retainAll(other);
      Set<Long> or = new TreeSet<>(one);
      or.addAll(other);
      Set<Long> without = new TreeSet<>(one);
      without.removeAll(other);
      assertEquals(of(and), of(one).and(of(other)));
      assertEquals(of(or), of(one).or(of(other)));
      assertEquals(of(without), of(one).without(of(other)));
    }
  }

  @Test
  void what_is_found_twice_is_there_once() {
    ContactSet set = ContactSet.of(new long[] {5, 3, 5, 1, 3, 0}, 5);
    assertArrayEquals(new long[] {1, 3, 5}, set.toArray());
    assertEquals("[1,3,5]", set.json());
    assertTrue(set.contains(3) && !set.contains(4));
    assertEquals(ContactSet.NONE, ContactSet.of(new long[0], 0));
  }
}
