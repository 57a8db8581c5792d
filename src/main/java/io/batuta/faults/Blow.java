package io.batuta.faults;

import java.sql.Connection;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Kills one process at one moment. The moment is forced, not hoped for: by a table that is held so
 * that a transaction stands still in its middle, by the provider when a request is read or
 * answered, by the gateway before a call. Where it does not come, because there is nothing to send,
 * the process is killed at rest.
 */
final class Blow {

  private static final Duration COMES_WITHIN = Duration.ofSeconds(5);
  private static final int LATEST_CALL = 90;

  private final Lab lab;
  private final Child child;
  private final SplittableRandom random;

  Blow(Lab lab, Child child, SplittableRandom random) {
    this.lab = lab;
    this.child = child;
    this.random = random;
  }

  /** Answers whether the moment came. The process is dead in any case. */
  boolean at(Moment moment) throws Exception {
    try {
      if (moment == Moment.RESCUE) {
        return inRescue();
      }
      child.order("rescue " + lab.time().now());
      if (moment == Moment.REPORTS) {
        return inReports();
      }
      lab.reports().deliver(child);
      return switch (moment) {
        case CLAIM -> whileHeld("words");
        case RECORDING -> whileHeld("contact_point");
        case BEFORE_CALL -> beforeCall();
        case IN_CALL -> inCall(true);
        case AFTER_ANSWER -> inCall(false);
        case ANY -> whenever();
        case RESCUE, REPORTS -> throw new IllegalStateException("done above");
      };
    } finally {
      child.kill();
    }
  }

  private CompletableFuture<String> minute() {
    return child.order("minute " + lab.time().now());
  }

  /** A claim keeps words in the statement that marks; only recording writes to contact points. */
  private boolean whileHeld(String table) throws Exception {
    try (Connection held = lab.server().hold(table)) {
      minute();
      boolean came = lab.server().somebodyStandsAt(table, COMES_WITHIN);
      Thread.sleep(random.nextInt(20));
      child.kill();
      held.rollback();
      return came;
    }
  }

  private boolean beforeCall() throws Exception {
    child.order("park " + (1 + random.nextInt(LATEST_CALL)));
    CompletableFuture<String> minute = minute();
    return cameBeforeTheEnd(child.parked(), minute);
  }

  private boolean inCall(boolean beforeAnswer) throws Exception {
    AtomicInteger left = new AtomicInteger(1 + random.nextInt(LATEST_CALL));
    CompletableFuture<Void> came = new CompletableFuture<>();
    CountDownLatch dead = new CountDownLatch(1);
    lab.carrier()
        .watch(
            new Carrier.Watcher() {
              @Override
              public void read() {
                if (beforeAnswer) {
                  count();
                }
              }

              @Override
              public void answered() {
                if (!beforeAnswer) {
                  count();
                }
              }

              private void count() {
                if (left.decrementAndGet() == 0) {
                  came.complete(null);
                  try {
                    dead.await(COMES_WITHIN.toSeconds(), TimeUnit.SECONDS);
                  } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                  }
                }
              }
            });
    boolean hit = cameBeforeTheEnd(came, minute());
    child.kill();
    dead.countDown();
    return hit;
  }

  private static boolean cameBeforeTheEnd(
      CompletableFuture<Void> moment, CompletableFuture<String> minute) throws Exception {
    CompletableFuture.anyOf(moment, minute.exceptionally(Throwable::toString))
        .get(60, TimeUnit.SECONDS);
    return moment.isDone();
  }

  private boolean whenever() throws Exception {
    minute();
    Thread.sleep(random.nextInt(1_200));
    return true;
  }

  private boolean inRescue() throws Exception {
    try (Connection held = lab.server().hold("contact_fact")) {
      child.order("rescue " + lab.time().now());
      boolean came = lab.server().somebodyStandsAt("contact_fact", COMES_WITHIN);
      child.kill();
      held.rollback();
      return came;
    }
  }

  private boolean inReports() throws Exception {
    int millis = random.nextInt(120);
    Thread killer =
        Thread.ofVirtual()
            .start(
                () -> {
                  try {
                    Thread.sleep(millis);
                  } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                  }
                  child.kill();
                });
    lab.reports().deliver(child);
    killer.join();
    return true;
  }
}
