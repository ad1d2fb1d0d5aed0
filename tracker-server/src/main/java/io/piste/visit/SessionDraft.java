package io.piste.visit;

import io.piste.base.VisitorId;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A session while a batch of events is worked in. */
final class SessionDraft {
  /** A pause this long ends a session. */
  static final Duration PAUSE = Duration.ofMinutes(30);

  private final VisitorId visitor;
  private long id;
  private Instant startedAt;
  private Instant lastAt;
  private int pages;
  private String entryUrl;
  private @Nullable String referrer;
  private boolean changed;
  private @Nullable SessionDraft mergedInto;

  /** One that begins with an act. */
  SessionDraft(VisitorId visitor, Act act) {
    this.visitor = visitor;
    this.startedAt = act.at();
    this.lastAt = act.at();
    this.entryUrl = act.url();
    this.referrer = act.referrer();
  }

  /** One that is stored. */
  SessionDraft(Session stored) {
    this.visitor = stored.visitor();
    this.id = stored.id();
    this.startedAt = stored.startedAt();
    this.lastAt = stored.lastAt();
    this.pages = stored.pages();
    this.entryUrl = stored.entryUrl();
    this.referrer = stored.referrer();
  }

  /** What happened, as far as sessions care. */
  record Act(Instant at, String url, @Nullable String referrer) {}

  /** Whether less than the pause lies between the session and the moment. */
  boolean isNear(Instant at) {
    return at.isAfter(startedAt.minus(PAUSE)) && at.isBefore(lastAt.plus(PAUSE));
  }

  void add(Act act) {
    changed = true;
    if (act.at().isBefore(startedAt)) {
      startedAt = act.at();
      entryUrl = act.url();
      referrer = act.referrer();
    }
    if (act.at().isAfter(lastAt)) {
      lastAt = act.at();
    }
  }

  void countPage() {
    changed = true;
    pages++;
  }

  /** Takes in another session that turned out to be the same. */
  void absorb(SessionDraft other) {
    add(new Act(other.startedAt, other.entryUrl, other.referrer));
    if (other.lastAt.isAfter(lastAt)) {
      lastAt = other.lastAt;
    }
    pages += other.pages;
    other.mergedInto = this;
  }

  /** The session that this one ended up in. */
  SessionDraft survivor() {
    return mergedInto == null ? this : mergedInto.survivor();
  }

  boolean isStored() {
    return id != 0;
  }

  boolean isMerged() {
    return mergedInto != null;
  }

  boolean isChanged() {
    return changed;
  }

  void stored(long newId) {
    id = newId;
    changed = false;
  }

  /** As it is to be stored on a site. */
  Session session(io.piste.base.SiteId site) {
    return new Session(id, site, visitor, startedAt, lastAt, pages, entryUrl, referrer);
  }
}
