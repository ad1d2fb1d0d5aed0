package io.piste.eventlog;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.piste.base.SiteId;
import io.piste.profile.ProfileRules;
import io.piste.support.Derived;
import io.piste.support.History;
import io.piste.support.TestLog;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class BatchesIT {
  @Test
  void it_does_not_matter_how_the_log_is_cut_into_batches() {
    for (long seed : new long[] {1, 4, 10, 11}) {
      List<LoggedEvent> history = History.of(seed, 7, 200);
      Map<String, List<String>> singly = played(history, new Random(seed), 1);
      Map<String, List<String>> inBatches = played(history, new Random(seed), 120);
      assertEquals("", Derived.difference(singly, inBatches), "seed " + seed);
    }
  }

  private static Map<String, List<String>> played(
      List<LoggedEvent> history, Random random, int largest) {
    try (TestLog log = TestLog.start()) {
      addRules(log);
      int from = 0;
      while (from < history.size()) {
        int to = Math.min(history.size(), from + 1 + random.nextInt(largest));
        log.play(history.subList(from, to));
        from = to;
      }
      return Derived.of(log.jdbi());
    }
  }

  static void addRules(TestLog log) {
    ProfileRules rules = new ProfileRules(log.jdbi(), log.clock());
    rules.addTagRule(new SiteId(1), "/teas/*", "tea", BigDecimal.ONE);
    rules.addTagRule(new SiteId(2), "/blog/*", "blog", new BigDecimal("2.5"));
    rules.addScoreRule(new SiteId(1), "/checkout*", "intent", BigDecimal.TEN);
    rules.addScoreRule(new SiteId(2), "/jobs", "intent", new BigDecimal("-4.5"));
  }
}
