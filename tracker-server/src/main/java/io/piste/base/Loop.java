package io.piste.base;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs a step again and again on a virtual thread of its own: at once while there is more to do,
 * else after a pause or a {@link #wake}. A step that throws is logged and tried again after the
 * pause, so a database that goes away stops nothing for good. Tests call the step themselves.
 */
public final class Loop implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Loop.class);

  /** One turn of the crank. */
  @FunctionalInterface
  public interface Step {
    /** Does a bounded piece of work; true when there is more to do at once. */
    boolean runOnce() throws Exception;
  }

  private final String name;
  private final Duration pause;
  private final Duration breath;
  private final Step step;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition woken = lock.newCondition();
  private final Thread thread;
  private boolean wakeAsked;
  private boolean stopping;

  /** Does not start yet. */
  public Loop(String name, Duration pause, Step step) {
    this(name, pause, Duration.ZERO, step);
  }

  /**
   * Does not start yet.
   *
   * @param breath a pause that no {@link #wake} ends: what comes meanwhile is done together
   */
  public Loop(String name, Duration pause, Duration breath, Step step) {
    this.name = name;
    this.pause = pause;
    this.breath = breath;
    this.step = step;
    this.thread = Thread.ofVirtual().name(name).unstarted(this::run);
  }

  /** Starts it; once. */
  public void start() {
    thread.start();
  }

  /** Ends the present pause, or skips the next one. */
  public void wake() {
    lock.lock();
    try {
      wakeAsked = true;
      woken.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Lets the running step end, then stops. */
  @Override
  public void close() {
    lock.lock();
    try {
      stopping = true;
      woken.signalAll();
    } finally {
      lock.unlock();
    }
    try {
      if (thread.getState() != Thread.State.NEW) {
        thread.join();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    while (!isStopping()) {
      boolean more = false;
      try {
        more = step.runOnce();
      } catch (Exception e) {
        tell(e);
      }
      if (!more) {
        rest();
      }
    }
  }

  /** While the database is away every loop fails again and again: one line each time is enough. */
  private void tell(Exception failure) {
    if (DatabaseAway.caused(failure)) {
      LOG.warn("{}: the database is away, next try in {}", name, pause);
    } else {
      LOG.warn("{} failed and will be tried again in {}", name, pause, failure);
    }
  }

  private boolean isStopping() {
    lock.lock();
    try {
      return stopping;
    } finally {
      lock.unlock();
    }
  }

  private void rest() {
    lock.lock();
    try {
      long left = breath.toNanos();
      while (left > 0 && !stopping) {
        left = woken.awaitNanos(left);
      }
      left = pause.minus(breath).toNanos();
      while (left > 0 && !wakeAsked && !stopping) {
        left = woken.awaitNanos(left);
      }
      wakeAsked = false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      stopping = true;
    } finally {
      lock.unlock();
    }
  }
}
