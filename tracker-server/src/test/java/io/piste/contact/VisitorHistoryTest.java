package io.piste.contact;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.piste.base.ContactId;
import io.piste.base.VisitorId;
import io.piste.protocol.Proof;
import io.piste.support.Track;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What follows from statements about one visitor. Times are minutes. */
final class VisitorHistoryTest {
  private static final ContactId ADA = new ContactId(1);
  private static final ContactId BOB = new ContactId(2);
  private static final VisitorId VISITOR = VisitorId.random();
  private static final double DAY = 24 * 60;

  @Test
  void without_a_statement_the_visitor_is_nobody() {
    VisitorHistory nobody = new VisitorHistory(List.of());

    assertEquals(List.of(), nobody.stretches());
    assertEquals(Optional.empty(), nobody.ownerAt(Track.START));
    assertEquals(Set.of(), nobody.possibleAt(Track.START));
  }

  @Test
  void the_first_login_joins_what_was_done_before() {
    assertStretches(List.of("1 claimed 0-"), claim(5, ADA));
    assertStretches(List.of("1 verified 0-"), proof(5, ADA));
  }

  @Test
  void a_claim_can_be_proved_later() {
    assertStretches(List.of("1 verified 0-"), claim(1, ADA), proof(5, ADA), claim(7, ADA));
  }

  @Test
  void a_claim_never_displaces_a_proof() {
    assertStretches(List.of("1 verified 0-", "2 claimed 5-5"), proof(1, ADA), claim(5, BOB));
  }

  @Test
  void a_proof_displaces_a_claim_and_takes_over_its_time() {
    assertStretches(List.of("2 verified 0-", "1 claimed 1-1"), claim(1, ADA), proof(5, BOB));
    assertStretches(List.of("2 verified 0-", "1 claimed 8-8"), claim(8, ADA), proof(5, BOB));
  }

  @Test
  void the_newer_of_two_claims_takes_over() {
    assertStretches(List.of("2 claimed 0-", "1 claimed 1-1"), claim(1, ADA), claim(5, BOB));
  }

  @Test
  void of_two_proofs_each_keeps_its_time() {
    assertStretches(
        List.of("1 verified 0-5", "2 verified 5-9", "1 verified 9-"),
        proof(1, ADA),
        proof(3, ADA),
        proof(5, BOB),
        proof(9, ADA));
  }

  @Test
  void the_order_in_which_statements_arrive_changes_nothing() {
    Random random = new Random(20260401);
    for (int round = 0; round < 500; round++) {
      List<Statement> said = some(random);
      VisitorHistory inOrder = new VisitorHistory(said);
      List<Statement> shuffled = new ArrayList<>(said);
      Collections.shuffle(shuffled, random);
      assertEquals(inOrder.stretches(), new VisitorHistory(shuffled).stretches());
    }
  }

  @Test
  void needless_statements_change_nothing_whatever_is_said_later() {
    Random random = new Random(20260402);
    int needless = 0;
    for (int round = 0; round < 1000; round++) {
      List<Statement> said = some(random);
      List<Statement> fewer = new ArrayList<>(said);
      fewer.removeAll(new VisitorHistory(said).needless(Track.minute(12)));
      needless += said.size() - fewer.size();
      for (Statement later : some(random)) {
        if (!later.at().isBefore(Track.minute(12))) {
          said.add(later);
          fewer.add(later);
        }
      }
      assertAlike(new VisitorHistory(said), new VisitorHistory(fewer));
    }
    assertTrue(needless > 300, () -> "too few were needless");
  }

  @Test
  void what_both_neighbours_agree_with_is_sure() {
    assertEquals("1 sure", owner(3, claim(5, ADA)));
    assertEquals("1 sure", owner(3, claim(1, ADA)));
    assertEquals("1 sure", owner(3, proof(1, ADA), claim(4, ADA), proof(9, BOB)));
    assertEquals("2 sure", owner(9.5, proof(1, ADA), proof(9, BOB)));
  }

  @Test
  void what_another_address_stands_beside_is_not_sure() {
    assertEquals("1 unsure", owner(3, proof(1, ADA), proof(5, BOB)));
    assertEquals("1 unsure", owner(3, proof(1, ADA), claim(5, BOB)));
    assertEquals("1 unsure", owner(6, proof(1, ADA), claim(5, BOB)));
    assertEquals("2 unsure", owner(3, claim(1, ADA), claim(5, BOB)));
    assertEquals("2 unsure", owner(0, claim(1, ADA), claim(5, BOB)));
    assertEquals("2 unsure", owner(3, claim(1, ADA), proof(5, BOB)));
    assertEquals("2 unsure", owner(0, claim(1, ADA), proof(5, BOB)));
    assertEquals("1 unsure", owner(5, proof(1, ADA), proof(1, ADA), claim(5, BOB), proof(5, ADA)));
  }

  @Test
  void an_address_typed_long_ago_is_forgotten_when_another_is_typed_right_after() {
    assertEquals("2 sure", owner(2 * DAY, claim(1, ADA), claim(2 * DAY + 5, BOB)));
    assertEquals("2 unsure", owner(0.5 * DAY, claim(1, ADA), claim(0.5 * DAY + 5, BOB)));
    assertEquals("2 unsure", owner(2 * DAY, claim(1, ADA), claim(2 * DAY + 45, BOB)));
    assertEquals("1 unsure", owner(2 * DAY, proof(1, ADA), claim(2 * DAY + 5, BOB)));
  }

  @Test
  void everybody_who_may_have_done_it_is_possible() {
    assertPossible(Set.of(ADA), 3, proof(2, ADA), proof(4, BOB));
    assertPossible(Set.of(ADA, BOB), 3, proof(2, ADA), claim(4, BOB));
    assertPossible(Set.of(ADA, BOB), 3, claim(1, ADA), proof(4, BOB));
    assertPossible(Set.of(ADA, BOB), 0, claim(1, ADA), proof(4, BOB));
    assertPossible(Set.of(ADA, BOB), 6, proof(1, ADA), claim(5, BOB));
  }

  private static List<Statement> some(Random random) {
    List<Statement> said = new ArrayList<>();
    ContactId who = ADA;
    boolean proved = false;
    for (int i = random.nextInt(12); i >= 0; i--) {
      if (random.nextInt(3) == 0) {
        who = random.nextBoolean() ? ADA : BOB;
        proved = random.nextBoolean();
      }
      int minute = 2 * (11 - i) - random.nextInt(3);
      said.add(proved ? proof(minute, who) : claim(minute, who));
    }
    return said;
  }

  private static void assertAlike(VisitorHistory one, VisitorHistory other) {
    assertEquals(periods(one), periods(other));
    for (double minute = -0.5; minute < 25; minute += 0.5) {
      Instant at = Track.minute(minute);
      assertEquals(one.ownerAt(at), other.ownerAt(at));
      assertEquals(one.possibleAt(at), other.possibleAt(at));
    }
  }

  private static void assertStretches(List<String> expected, Statement... said) {
    VisitorHistory history = new VisitorHistory(List.of(said));
    assertEquals(expected, periods(history));
  }

  private static List<String> periods(VisitorHistory history) {
    return history.stretches().stream()
        .map(
            stretch ->
                "%s %s %s-%s"
                    .formatted(
                        stretch.contact(),
                        Proofs.word(stretch.proof()),
                        minute(stretch.since()),
                        stretch.until() == null ? "" : minute(stretch.until())))
        .toList();
  }

  private static String minute(Instant at) {
    return at.equals(Instant.EPOCH)
        ? "0"
        : Long.toString(at.minusMillis(Track.START.toEpochMilli()).toEpochMilli() / 60_000);
  }

  private static String owner(double minute, Statement... said) {
    return new VisitorHistory(List.of(said))
        .ownerAt(Track.minute(minute))
        .map(owner -> owner.contact() + (owner.sure() ? " sure" : " unsure"))
        .orElse("nobody");
  }

  private static void assertPossible(Set<ContactId> expected, double minute, Statement... said) {
    assertEquals(expected, new VisitorHistory(List.of(said)).possibleAt(Track.minute(minute)));
  }

  private static Statement claim(double minute, ContactId contact) {
    return said(minute, contact, Proof.CLAIMED);
  }

  private static Statement proof(double minute, ContactId contact) {
    return said(minute, contact, Proof.VERIFIED);
  }

  private static Statement said(double minute, ContactId contact, Proof proof) {
    String source = proof == Proof.VERIFIED ? "token" : "form";
    return new Statement(VISITOR, contact, proof, source, Track.minute(minute), UUID.randomUUID());
  }
}
