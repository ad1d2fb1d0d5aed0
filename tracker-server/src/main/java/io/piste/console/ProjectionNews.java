package io.piste.console;

import io.piste.console.view.Formats;
import io.piste.console.view.Frame;
import io.piste.console.view.LettersView.Progress;
import io.piste.eventlog.DeadLetters;
import io.piste.eventlog.RebuildRun;
import io.piste.eventlog.RebuildRuns;
import java.util.Optional;

/** What every page tells about the projection: letters that wait, and a rebuild that runs. */
final class ProjectionNews {
  private final DeadLetters letters;
  private final RebuildRuns runs;

  ProjectionNews(DeadLetters letters, RebuildRuns runs) {
    this.letters = letters;
    this.runs = runs;
  }

  /** How many letters ask for somebody; strangers cannot make those. */
  long alarming() {
    return letters.alarming();
  }

  /** How far a rebuild of everything is; empty when none runs or was left. */
  Optional<Progress> progress(PageRequest asked) {
    return runs.ofAll()
        .filter(RebuildRun::isUnfinished)
        .map(
            run -> {
              boolean left = run.isLeft(asked.now());
              return new Progress(
                  Math.round(Math.floor(run.share() * 100)) + "%",
                  text(asked.formats(), run, left),
                  left);
            });
  }

  /** The same at the top of every page. */
  Optional<Frame.Notice> notice(PageRequest asked) {
    return progress(asked)
        .map(
            progress ->
                new Frame.Notice(
                    false,
                    asked.texts().of(progress.left() ? "rebuild.left" : "rebuild.runs"),
                    progress.text(),
                    LettersPage.PATH));
  }

  private static String text(Formats formats, RebuildRun run, boolean left) {
    String share = formats.number(Math.round(Math.floor(run.share() * 100)));
    if (left) {
      return formats.texts().of("rebuild.left.text", share);
    }
    return run.state() == RebuildRun.State.GATHERING
        ? formats.texts().of("rebuild.gathering.text", share)
        : formats
            .texts()
            .of(
                "rebuild.runs.text",
                share,
                formats.number(run.eventsDone()),
                formats.number(Math.max(run.events(), run.eventsDone())));
  }
}
