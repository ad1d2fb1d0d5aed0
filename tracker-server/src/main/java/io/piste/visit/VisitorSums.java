package io.piste.visit;

import io.piste.base.VisitorId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Works what became of sessions into the roll-ups; to be asked before the sessions are stored. */
final class VisitorSums {
  private final Contributions contributions;
  private final SessionRows rows;

  VisitorSums(Contributions contributions, SessionRows rows) {
    this.contributions = contributions;
    this.rows = rows;
  }

  /** Adds what the sessions are now and takes away what they were. */
  void add(Collection<SessionDraft> touched) {
    Map<VisitorId, List<SessionDraft>> counted = new HashMap<>();
    for (SessionDraft draft : touched) {
      contributions.session(draft.before(), now(draft));
      addPages(draft);
      if (changesVisitors(draft)) {
        counted.computeIfAbsent(draft.visitor(), any -> new ArrayList<>());
      }
    }
    for (SessionDraft draft : touched) {
      counted.computeIfPresent(draft.visitor(), (visitor, drafts) -> with(drafts, draft));
    }
    Map<VisitorId, List<StoredSession>> histories = histories(counted.keySet());
    counted.forEach(
        (visitor, drafts) -> {
          List<StoredSession> before = histories.getOrDefault(visitor, List.of());
          contributions.visitor(before, after(before, drafts));
        });
  }

  private void addPages(SessionDraft draft) {
    StoredSession before = draft.before();
    StoredSession now = now(draft);
    if (now != null && stays(before, now) && draft.absorbed().isEmpty()) {
      contributions.visits(now, draft.newPaths(), 1);
      return;
    }
    // Rare: it began earlier than was known, or two are one; its paths have to be read.
    if (before != null) {
      contributions.visits(before, rows.pathsOf(before), -1);
    }
    if (now != null) {
      Set<String> paths = new HashSet<>(draft.newPaths());
      draft.absorbed().forEach(other -> paths.addAll(rows.pathsOf(other)));
      if (before != null) {
        paths.addAll(rows.pathsOf(before));
      }
      paths.removeIf(path -> !now.paths().contains(path));
      contributions.visits(now, paths, 1);
    }
  }

  private static boolean stays(@Nullable StoredSession before, StoredSession now) {
    return before == null || before.startedAt().equals(now.startedAt());
  }

  private Map<VisitorId, List<StoredSession>> histories(Collection<VisitorId> visitors) {
    Map<VisitorId, List<StoredSession>> histories = new HashMap<>();
    for (StoredSession session : rows.allOf(visitors)) {
      histories.computeIfAbsent(session.visitor(), any -> new ArrayList<>()).add(session);
    }
    return histories;
  }

  private static List<StoredSession> after(List<StoredSession> before, List<SessionDraft> drafts) {
    Set<Long> gone = new HashSet<>();
    List<StoredSession> after = new ArrayList<>();
    for (SessionDraft draft : drafts) {
      StoredSession was = draft.before();
      if (was != null) {
        gone.add(was.id());
      }
      StoredSession now = now(draft);
      if (now != null) {
        after.add(now);
      }
    }
    before.stream().filter(session -> !gone.contains(session.id())).forEach(after::add);
    return after;
  }

  /** Most events change nothing of this: the session goes on. */
  private static boolean changesVisitors(SessionDraft draft) {
    StoredSession before = draft.before();
    StoredSession now = now(draft);
    return before == null
        || now == null
        || before.counts() != now.counts()
        || !before.startedAt().equals(now.startedAt())
        || !Objects.equals(before.landing(), now.landing());
  }

  private static @Nullable StoredSession now(SessionDraft draft) {
    return draft.isMerged() ? null : draft.now();
  }

  private static List<SessionDraft> with(List<SessionDraft> drafts, SessionDraft draft) {
    drafts.add(draft);
    return drafts;
  }
}
