package io.batuta.local;

import io.batuta.time.SimulatedClock;
import io.quarkus.vertx.VertxContextSupport;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Plays a day, minute by minute. The clock moves on only when the product is idle: what happened
 * has been told and answered, what the minute had to do is done. So the hour on a real clock, and
 * how fast this machine is, change nothing.
 */
final class Day {

  static final LocalTime BEGINS = LocalTime.of(6, 0);
  static final LocalTime ENDS = LocalTime.of(20, 0);

  private static final Duration MINUTE = Duration.ofMinutes(1);

  /** What the product does by itself each minute, as the schedules of the cloud would make it. */
  interface Minute {
    Uni<?> run();
  }

  private final SimulatedClock clock;
  private final List<ZoneId> zones;
  private final Minute minute;
  private final EventQueue queue;
  private final Deliveries deliveries;
  private final Progress progress;
  private final double pace;

  /**
   * @param zones of the creditors, the first of whom tells the time
   * @param pace simulated seconds a second; 0: as fast as the product keeps up
   */
  Day(
      SimulatedClock clock,
      List<ZoneId> zones,
      Minute minute,
      EventQueue queue,
      Deliveries deliveries,
      Progress progress,
      double pace) {
    this.clock = clock;
    this.zones = List.copyOf(zones);
    this.minute = minute;
    this.queue = queue;
    this.deliveries = deliveries;
    this.progress = progress;
    this.pace = pace;
  }

  /**
   * From the clock's time, or from the first creditor's six if that is later, until it is eight in
   * the evening for the last.
   *
   * @param reached told after each minute, so that a killed run knows where to go on
   */
  void play(LocalDate date, Consumer<Instant> reached) throws InterruptedException {
    Instant begins = Collections.min(everywhere(date, BEGINS));
    Instant ends = Collections.max(everywhere(date, ENDS));
    progress.begin("Día / day " + date);
    int heard = 0;
    long startedNanos = System.nanoTime();
    Instant from = clock.instant().isAfter(begins) ? clock.instant() : begins;
    for (Instant now = from; !now.isAfter(ends); now = now.plus(MINUTE)) {
      keepPace(startedNanos, Duration.between(from, now));
      clock.advanceTo(now);
      var happened = queue.takeUntil(now);
      deliveries.deliver(happened, now);
      await(minute::run);
      heard += happened.size();
      reached.accept(now);
      progress.at(
          (double) Duration.between(begins, now).toMinutes()
              / Duration.between(begins, ends).toMinutes(),
          note(now, heard));
    }
    progress.done(note(ends, heard));
  }

  private List<Instant> everywhere(LocalDate date, LocalTime time) {
    return zones.stream().map(zone -> date.atTime(time).atZone(zone).toInstant()).toList();
  }

  private String note(Instant now, int heard) {
    return String.format(
        Locale.ROOT, "%s  %,d avisos / reports", now.atZone(zones.getFirst()).toLocalTime(), heard);
  }

  private void keepPace(long startedNanos, Duration played) throws InterruptedException {
    if (pace <= 0) {
      return;
    }
    long dueNanos = (long) (played.toSeconds() / pace * 1e9);
    long aheadNanos = dueNanos - (System.nanoTime() - startedNanos);
    if (aheadNanos > 0) {
      Thread.sleep(Duration.ofNanos(aheadNanos));
    }
  }

  /** Waits for a Uni from this thread, on a Vert.x context as a schedule would. */
  static <T> T await(Supplier<Uni<? extends T>> work) throws InterruptedException {
    try {
      return VertxContextSupport.<T>subscribeAndAwait(() -> work.get().map(result -> result));
    } catch (InterruptedException | RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }
}
