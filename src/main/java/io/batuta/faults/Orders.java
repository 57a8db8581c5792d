package io.batuta.faults;

import io.batuta.callback.EveryMinute;
import io.batuta.callback.Tidying;
import io.batuta.campaign.Night;
import io.batuta.dispatch.Rescuer;
import io.batuta.local.MadeUpPeople;
import io.batuta.local.SampleCreditor;
import io.batuta.portfolio.Creditor;
import io.batuta.portfolio.CreditorStore;
import io.batuta.time.SimulatedClock;
import io.quarkus.arc.Unremovable;
import io.quarkus.runtime.QuarkusApplication;
import io.quarkus.vertx.VertxContextSupport;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.function.Supplier;

/**
 * What schedules and people would make the product do, a line each on its standard input, answered
 * by a line:
 *
 * <pre>
 * people 1 500              makes up who the debtors 1 to 500 are
 * night 2026-11-24          plans this night
 * minute 2026-11-24T13:30Z  leaps to this time, and does what is done each minute
 * function 2026-11-24T13:30Z 8   the same as a function that has so many seconds
 * rescue 2026-11-24T13:30Z  leaps, and does what is done each five minutes
 * park 17                   stops for ever before the 17th call of a provider from now on
 * </pre>
 *
 * Its clock is simulated and goes on by itself. Ends when its input does, so that it never outlives
 * its parent.
 */
@Singleton
@Unremovable
final class Orders implements QuarkusApplication {

  private static final int SHARDS = 2;
  private static final Duration TICK = Duration.ofMillis(10);

  private final Time time;
  private final Clock clock;
  private final CreditorStore creditors;
  private final Night night;
  private final EveryMinute everyMinute;
  private final Rescuer rescuer;
  private final Tidying tidying;
  private final CarrierGateway gateway;
  private final MadeUpPeople people;

  Orders(
      Clock clock,
      CreditorStore creditors,
      Night night,
      EveryMinute everyMinute,
      Rescuer rescuer,
      Tidying tidying,
      CarrierGateway gateway,
      MadeUpPeople people) {
    this.people = people;
    this.clock = clock;
    this.time = new Time(clock.instant());
    this.creditors = creditors;
    this.night = night;
    this.everyMinute = everyMinute;
    this.rescuer = rescuer;
    this.tidying = tidying;
    this.gateway = gateway;
  }

  @Override
  public int run(String... args) throws IOException {
    Thread.ofPlatform().name("clock").daemon().start(this::ticking);
    BufferedReader orders =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    say("ready");
    for (String line = orders.readLine(); line != null; line = orders.readLine()) {
      say(obeyed(line.split(" ")));
    }
    return 0;
  }

  private String obeyed(String[] order) {
    try {
      return "done " + obey(order);
    } catch (Throwable e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      return "failed " + e.getClass().getSimpleName() + " " + cause.getClass().getSimpleName();
    }
  }

  private Map<String, Integer> obey(String[] order) throws Throwable {
    return switch (order[0]) {
      case "night" -> night(LocalDate.parse(order[1]));
      case "people" -> {
        int creditor =
            await(() -> creditors.byCode(SampleCreditor.colombian().code()))
                .orElseThrow()
                .id()
                .value();
        long first = Long.parseLong(order[1]);
        long last = Long.parseLong(order[2]);
        await(() -> people.fill(creditor, first, last, null));
        yield Map.of();
      }
      case "park" -> {
        gateway.parkBefore(Integer.parseInt(order[1]), () -> say("parked"));
        yield Map.of();
      }
      case "minute" -> {
        leap(order[1]);
        yield await(() -> everyMinute.run(Integer.MAX_VALUE));
      }
      case "function" -> {
        leap(order[1]);
        Instant until = clock.instant().plusSeconds(Long.parseLong(order[2]));
        yield await(() -> everyMinute.runWhileOpen(Integer.MAX_VALUE, until));
      }
      case "rescue" -> {
        leap(order[1]);
        yield await(() -> rescuer.rescue().call(tidying::tidy)).counts();
      }
      default -> throw new IllegalArgumentException("no such order: " + order[0]);
    };
  }

  private Map<String, Integer> night(LocalDate date) throws Throwable {
    Creditor creditor =
        await(() -> creditors.byCode(SampleCreditor.colombian().code())).orElseThrow();
    return Map.of("planned", (int) await(() -> night.run(creditor, date, SHARDS)).planned());
  }

  /** A clock that is behind is told; one that is ahead was started so, and goes its own way. */
  private void leap(String instant) {
    time.leapTo(Instant.parse(instant));
    tick();
  }

  private void ticking() {
    try {
      while (true) {
        tick();
        Thread.sleep(TICK);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized void tick() {
    if (clock instanceof SimulatedClock simulated) {
      simulated.advanceTo(time.now());
    }
  }

  /** Two threads speak: whole lines. */
  private static void say(String line) {
    synchronized (System.out) {
      System.out.println(line);
      System.out.flush();
    }
  }

  private static <T> T await(Supplier<Uni<T>> verb) throws Throwable {
    return VertxContextSupport.subscribeAndAwait(verb);
  }
}
