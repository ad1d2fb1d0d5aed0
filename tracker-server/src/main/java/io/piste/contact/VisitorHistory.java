package io.piste.contact;

import io.piste.base.ContactId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * All that was said about who one visitor is, and what follows from it. It follows from the
 * statements alone: in which order they were heard makes no difference.
 *
 * <ul>
 *   <li>Proofs beat claims. Each proved person has the time from the first proof until somebody
 *       else's; the first has all time before as well.
 *   <li>Where nothing was proved, the newest claim counts for all time: most often somebody
 *       corrected a typing error.
 * </ul>
 */
final class VisitorHistory {
  /** Whoever gives an address so soon after an act was there when it was done. */
  private static final Duration PRESENT = Duration.ofMinutes(30);

  /** Whoever gave an address so long before an act need not be there any more. */
  private static final Duration LONG_AGO = Duration.ofDays(1);

  private final List<Statement> all;
  private final List<Statement> statements;
  private final List<Stretch> stretches;

  VisitorHistory(Collection<Statement> said) {
    this(said, said);
  }

  /**
   * @param all what was said
   * @param counting the same as it counts: without what somebody refused by hand, and of merged
   *     contacts as of the one that was kept
   */
  VisitorHistory(Collection<Statement> all, Collection<Statement> counting) {
    this.all = all.stream().sorted(Statement.BY_TIME).toList();
    statements = counting.stream().sorted(Statement.BY_TIME).toList();
    stretches = stretches(statements);
  }

  /** Whose the visitor's time is, in order; those who were only named come last. */
  List<Stretch> stretches() {
    return stretches;
  }

  /**
   * Whose act of that time it was. Sure is only what both neighbours in time agree with: on a
   * browser that two people use, what one did shortly before the other gave an address may be
   * either's.
   */
  Optional<Owner> ownerAt(Instant at) {
    return linkedAt(at).map(contact -> new Owner(contact, isSure(contact, at)));
  }

  /**
   * Everybody whose act of that time it may have been: who was linked then, who was named last
   * before, and who was named next in a form, since forms are often told of after the fact.
   */
  Set<ContactId> possibleAt(Instant at) {
    Set<ContactId> possible = new HashSet<>();
    linkedAt(at).ifPresent(possible::add);
    lastUntil(at).forEach(said -> possible.add(said.contact()));
    firstAfter(at).stream()
        .filter(said -> !said.isProof())
        .forEach(said -> possible.add(said.contact()));
    return possible;
  }

  /**
   * Statements that only repeat both their neighbours, as long as none can arrive in between any
   * more: without them everything above stays the same. So it does when what was decided by hand is
   * undone, since all that was said is looked at.
   */
  List<Statement> needless(Instant settledBefore) {
    List<Statement> needless = new ArrayList<>();
    for (int i = 1; i < all.size() - 1; i++) {
      Statement said = all.get(i);
      Instant before = all.get(i - 1).at();
      Instant after = all.get(i + 1).at();
      if (after.isBefore(settledBefore)
          && ofMoment(all, before).stream().allMatch(said::repeats)
          && ofMoment(all, after).stream().allMatch(said::repeats)) {
        needless.add(said);
      }
    }
    return needless;
  }

  private Optional<ContactId> linkedAt(Instant at) {
    return stretches.stream()
        .filter(stretch -> stretch.covers(at))
        .map(Stretch::contact)
        .findFirst();
  }

  private boolean isSure(ContactId contact, Instant at) {
    List<Statement> before = lastUntil(at);
    List<Statement> after = firstAfter(at);
    boolean forgotten =
        !before.isEmpty()
            && before.getFirst().at().isBefore(at.minus(LONG_AGO))
            && !after.isEmpty()
            && !after.getFirst().at().isAfter(at.plus(PRESENT));
    return allName(contact, after) && (forgotten || allName(contact, before));
  }

  private static boolean allName(ContactId contact, List<Statement> said) {
    return said.stream().allMatch(statement -> statement.contact().equals(contact));
  }

  /** The last statement that is not after a time, or all those of its moment. */
  private List<Statement> lastUntil(Instant at) {
    return statements.reversed().stream()
        .filter(said -> !said.at().isAfter(at))
        .findFirst()
        .map(last -> ofMoment(statements, last.at()))
        .orElse(List.of());
  }

  private List<Statement> firstAfter(Instant at) {
    return statements.stream()
        .filter(said -> said.at().isAfter(at))
        .findFirst()
        .map(first -> ofMoment(statements, first.at()))
        .orElse(List.of());
  }

  private static List<Statement> ofMoment(List<Statement> statements, Instant at) {
    return statements.stream().filter(said -> said.at().equals(at)).toList();
  }

  private static List<Stretch> stretches(List<Statement> statements) {
    List<Statement> proofs = statements.stream().filter(Statement::isProof).toList();
    List<Stretch> all = new ArrayList<>(proofs.isEmpty() ? ofClaims(statements) : ofProofs(proofs));
    Set<ContactId> believed = all.stream().map(Stretch::contact).collect(Collectors.toSet());
    Map<ContactId, Statement> named = new LinkedHashMap<>();
    statements.stream()
        .filter(said -> !believed.contains(said.contact()))
        .forEach(said -> named.put(said.contact(), said));
    named.values().forEach(said -> all.add(Stretch.none(said)));
    return List.copyOf(all);
  }

  private static List<Stretch> ofProofs(List<Statement> proofs) {
    List<Stretch> all = new ArrayList<>();
    for (Statement proof : proofs) {
      if (all.isEmpty()) {
        all.add(Stretch.from(Instant.EPOCH, proof));
      } else if (!all.getLast().contact().equals(proof.contact())) {
        all.set(all.size() - 1, all.getLast().endingAt(proof.at()));
        all.add(Stretch.from(proof.at(), proof));
      }
    }
    return all;
  }

  private static List<Stretch> ofClaims(List<Statement> claims) {
    List<Statement> newestFirst = claims.reversed();
    return newestFirst.stream()
        .takeWhile(claim -> claim.contact().equals(newestFirst.getFirst().contact()))
        .reduce((later, earlier) -> earlier)
        .map(first -> List.of(Stretch.from(Instant.EPOCH, first)))
        .orElse(List.of());
  }
}
