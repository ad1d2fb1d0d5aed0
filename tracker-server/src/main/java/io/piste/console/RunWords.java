package io.piste.console;

import io.piste.base.SiteId;
import io.piste.console.view.GoalsView.Counting;
import io.piste.console.view.RunView;
import io.piste.profile.ProfileRun;
import io.piste.profile.ProfileRuns;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Says how far everybody's profile is worked out anew, and what the run before changed. */
final class RunWords {
  /** Among so many runs one that came to its end is looked for: others took the place of some. */
  private static final int LOOKED_AT = 20;

  private final ProfileRuns runs;

  RunWords(ProfileRuns runs) {
    this.runs = runs;
  }

  RunView of(PageRequest asked, SiteId site) {
    List<ProfileRun> latest = runs.list(site, LOOKED_AT);
    Counting counting =
        latest.stream()
            .findFirst()
            .filter(ProfileRun::isUnfinished)
            .map(run -> counting(asked, run))
            .orElse(null);
    Optional<String> last =
        latest.stream()
            .filter(run -> run.state() == ProfileRun.State.DONE)
            .findFirst()
            .map(run -> last(asked, run));
    return new RunView(counting, last.orElse(""));
  }

  private static Counting counting(PageRequest asked, ProfileRun run) {
    Long total = run.total();
    String text =
        total == null
            ? asked.texts().of("profile.run.waiting")
            : asked
                .texts()
                .of(
                    "profile.run.counting",
                    asked.formats().number(run.seen()),
                    asked.formats().number(total));
    return new Counting(run.percent(), text);
  }

  private static String last(PageRequest asked, ProfileRun run) {
    Instant ended = run.endedAt();
    String when = asked.formats().ago(ended == null ? run.askedAt() : ended);
    String seen = asked.texts().count("spread.contacts", run.seen());
    return run.written() == 0
        ? asked.texts().of("profile.run.same", when, seen)
        : asked
            .texts()
            .of("profile.run.changed", when, seen, asked.formats().number(run.written()));
  }
}
