package io.piste.eventlog;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Senders in the order in which they came, for one thread that takes many of them at once. Holds at
 * most so many events, those that were taken and are not released yet among them. Thread-safe.
 */
final class Queue {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Deque<Waiting> senders = new ArrayDeque<>();
  private final int most;
  private int events;
  private boolean takerRests;
  private boolean closed;

  Queue(int most) {
    this.most = most;
  }

  /** False, and it is not queued, when there is no room or the queue was closed. */
  boolean offer(Waiting sender) {
    lock.lock();
    try {
      if (closed || events + sender.rows().size() > most) {
        return false;
      }
      senders.add(sender);
      events += sender.rows().size();
      if (takerRests) {
        changed.signal();
      }
      return true;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Waits until somebody is there or the queue is closed, for so long at most, and takes senders
   * until they bring as many events as that, or characters as that. Empty when nobody came. Waits
   * for no more than are there: the next ones come while this group is written, and with all of
   * them in one group either the server or the database would have nothing to do.
   */
  List<Waiting> take(int mostEvents, long mostCharacters, long millis) throws InterruptedException {
    lock.lock();
    try {
      rest(TimeUnit.MILLISECONDS.toNanos(millis));
      List<Waiting> group = new ArrayList<>(Math.min(senders.size(), mostEvents));
      int taken = 0;
      long characters = 0;
      while (!senders.isEmpty() && taken < mostEvents && characters < mostCharacters) {
        Waiting next = senders.poll();
        group.add(next);
        taken += next.rows().size();
        for (EventRow row : next.rows()) {
          characters += row.body().length();
        }
      }
      return group;
    } finally {
      lock.unlock();
    }
  }

  private void rest(long nanos) throws InterruptedException {
    takerRests = true;
    try {
      long left = nanos;
      while (left > 0 && senders.isEmpty() && !closed) {
        left = changed.awaitNanos(left);
      }
    } finally {
      takerRests = false;
    }
  }

  /** Those in it that have waited longer than that, in nanoseconds. */
  List<Waiting> waitingFor(long nanos) {
    lock.lock();
    try {
      return senders.stream().takeWhile(sender -> sender.waited() > nanos).toList();
    } finally {
      lock.unlock();
    }
  }

  /** Makes room: so many events that were taken are settled. */
  void release(int settled) {
    lock.lock();
    try {
      events -= settled;
    } finally {
      lock.unlock();
    }
  }

  /** Lets nobody else in. */
  void close() {
    lock.lock();
    try {
      closed = true;
      changed.signal();
    } finally {
      lock.unlock();
    }
  }

  /** Whether it is closed and all senders were taken: nothing will ever come again. */
  boolean hasEnded() {
    lock.lock();
    try {
      return closed && senders.isEmpty();
    } finally {
      lock.unlock();
    }
  }

  /** Events that were queued and are not released yet. */
  int events() {
    lock.lock();
    try {
      return events;
    } finally {
      lock.unlock();
    }
  }
}
