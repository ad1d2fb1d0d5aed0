package io.piste.visit;

import io.piste.base.VisitorId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A session while a batch of events is worked in. */
final class SessionDraft {
  /** A pause this long ends a session. */
  static final Duration PAUSE = Duration.ofMinutes(30);

  private final VisitorId visitor;
  private final @Nullable StoredSession before;
  private long id;
  private Instant startedAt;
  private Instant lastAt;
  private int pages;
  private int actions;
  private long visible;
  private Landing landing;
  private Instant exitAt;
  private String exitPath;
  private PathSet paths;
  private final List<String> newPaths = new ArrayList<>();
  private final List<StoredSession> absorbed = new ArrayList<>();
  private boolean changed;
  private @Nullable SessionDraft mergedInto;

  /** One that begins with an act. */
  SessionDraft(VisitorId visitor, Act act) {
    this.visitor = visitor;
    this.before = null;
    this.startedAt = act.at();
    this.lastAt = act.at();
    this.landing = Landing.of(act);
    this.exitAt = Instant.EPOCH;
    this.exitPath = "";
    this.paths = PathSet.EMPTY;
    count(act);
  }

  /** One that is stored. */
  SessionDraft(StoredSession stored) {
    this.before = stored;
    this.visitor = stored.visitor();
    this.id = stored.id();
    this.startedAt = stored.startedAt();
    this.lastAt = stored.lastAt();
    this.pages = stored.pages();
    this.actions = stored.actions();
    this.visible = stored.visible();
    this.landing = stored.landing();
    this.exitAt = stored.exitAt();
    this.exitPath = stored.exitPath();
    this.paths = stored.paths();
  }

  /** Whether less than the pause lies between the session and the moment. */
  boolean isNear(Instant at) {
    return at.isAfter(startedAt.minus(PAUSE)) && at.isBefore(lastAt.plus(PAUSE));
  }

  void add(Act act) {
    changed = true;
    boolean page = act.kind() == Act.Kind.PAGE;
    land(() -> Landing.of(act), act.at(), page);
    stretch(act.at(), act.at());
    count(act);
  }

  /** Takes in another session that turned out to be the same. */
  void absorb(SessionDraft other) {
    changed = true;
    land(() -> other.landing, other.landing.at(), other.pages > 0);
    stretch(other.startedAt, other.lastAt);
    leave(other.exitAt, other.exitPath, other.pages > 0);
    pages += other.pages;
    actions += other.actions;
    visible += other.visible;
    other.newPaths.forEach(this::see);
    paths = paths.with(other.paths);
    absorbed.addAll(other.absorbed);
    if (other.before != null) {
      absorbed.add(other.before);
    }
    other.mergedInto = this;
  }

  private void count(Act act) {
    if (act.kind() == Act.Kind.PAGE) {
      String path = PagePath.of(act.url());
      leave(act.at(), path, true);
      pages++;
      see(path);
    } else if (act.kind() == Act.Kind.ENGAGE) {
      visible += act.amount();
    } else if (act.kind().isAction()) {
      actions++;
    }
  }

  private void see(String path) {
    PathSet with = paths.with(path);
    if (with != paths) {
      paths = with;
      newPaths.add(path);
    }
  }

  // Pages go before whatever else happened, then what came first.
  private void land(Supplier<Landing> other, Instant at, boolean page) {
    boolean mine = pages > 0;
    if (page != mine ? page : at.isBefore(landing.at())) {
      landing = other.get();
    }
  }

  private void leave(Instant at, String path, boolean page) {
    if (page && (pages == 0 || !at.isBefore(exitAt))) {
      exitAt = at;
      exitPath = path;
    }
  }

  private void stretch(Instant from, Instant to) {
    if (from.isBefore(startedAt)) {
      startedAt = from;
    }
    if (to.isAfter(lastAt)) {
      lastAt = to;
    }
  }

  /** Works out where it came from, unless that is known. */
  void attribute(Function<Landing, Attribution> found) {
    if (landing.attribution() == null) {
      landing = landing.with(found.apply(landing));
    }
  }

  /** The session that this one ended up in. */
  SessionDraft survivor() {
    return mergedInto == null ? this : mergedInto.survivor();
  }

  boolean isStored() {
    return before != null;
  }

  boolean isMerged() {
    return mergedInto != null;
  }

  boolean isChanged() {
    return changed;
  }

  /** Whether it is stored, and how it began is as it was. */
  boolean goesOn() {
    return before != null
        && startedAt.equals(before.startedAt())
        && landing.equals(before.landing());
  }

  VisitorId visitor() {
    return visitor;
  }

  /** As it was when the batch began, null when there was none. */
  @Nullable StoredSession before() {
    return before;
  }

  /** Its number, 0 while it has none. */
  long id() {
    return id;
  }

  /** Paths that it saw first in this batch. */
  List<String> newPaths() {
    return newPaths;
  }

  /** The stored sessions that it took in. */
  List<StoredSession> absorbed() {
    return absorbed;
  }

  void stored(long newId) {
    id = newId;
  }

  /** As it is to be stored. */
  StoredSession now() {
    return new StoredSession(
        id, visitor, startedAt, lastAt, pages, actions, visible, landing, exitAt, exitPath, paths);
  }
}
