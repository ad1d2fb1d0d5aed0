package io.piste.visit;

import io.piste.base.VisitorId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The sessions that a batch of events touches. The order in which events come does not matter: one
 * that comes late joins the sessions before and after it when it fills the pause between them.
 */
final class SessionBook {
  private final Map<VisitorId, List<SessionDraft>> byVisitor = new HashMap<>();
  private final List<SessionDraft> all = new ArrayList<>();

  SessionBook(List<StoredSession> stored) {
    stored.forEach(session -> keep(session.visitor(), new SessionDraft(session)));
  }

  /** Works an act in and tells its session. */
  SessionDraft add(VisitorId visitor, Act act) {
    List<SessionDraft> near =
        new ArrayList<>(
            byVisitor.getOrDefault(visitor, List.of()).stream()
                .filter(session -> session.isNear(act.at()))
                .toList());
    if (near.isEmpty()) {
      SessionDraft begun = new SessionDraft(visitor, act);
      keep(visitor, begun);
      return begun;
    }
    // The one that is stored already has page views that name it: it takes in the others.
    SessionDraft home =
        near.stream().filter(SessionDraft::isStored).findFirst().orElse(near.getFirst());
    home.add(act);
    near.remove(home);
    for (SessionDraft other : near) {
      home.absorb(other);
      byVisitor.getOrDefault(visitor, List.of()).remove(other);
    }
    return home;
  }

  /** Those that are not stored yet. */
  List<SessionDraft> begun() {
    return all.stream().filter(draft -> !draft.isStored() && !draft.isMerged()).toList();
  }

  /** Those that are stored otherwise than they are now. */
  List<SessionDraft> changed() {
    return all.stream()
        .filter(draft -> draft.isStored() && draft.isChanged() && !draft.isMerged())
        .toList();
  }

  /** Those that are stored and must go, since they are part of another now. */
  List<SessionDraft> merged() {
    return all.stream().filter(draft -> draft.isStored() && draft.isMerged()).toList();
  }

  /** Those that were touched by an act. */
  List<SessionDraft> touched() {
    return all.stream()
        .filter(draft -> !draft.isStored() || draft.isChanged() || draft.isMerged())
        .toList();
  }

  private void keep(VisitorId visitor, SessionDraft draft) {
    byVisitor.computeIfAbsent(visitor, v -> new ArrayList<>()).add(draft);
    all.add(draft);
  }
}
