package io.batuta.time;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RestTest {

  private static final Instant NOON = Instant.parse("2026-11-23T17:00:00Z");

  private Instant wall = NOON;
  private long nanos = Long.MAX_VALUE - 5;

  @ParameterizedTest
  @CsvSource({
    "PT0S, PT0S, PT0S",
    "PT5M, PT5M, PT5M",
    "PT5M, PT0S, PT5M", // frozen, the counter stood still
    "PT0S, PT5M, PT5M", // frozen, the wall clock is not set yet
    "PT-1H, PT2S, PT2S", // the wall clock was set back
    "PT-1H, PT0S, PT0S"
  })
  void of_two_clocks_the_one_that_saw_more_is_believed(
      Duration byWall, Duration counted, Duration rest) {
    Rest asked = new Rest(new Moved(), () -> nanos);
    wall = wall.plus(byWall);
    nanos += counted.toNanos();
    assertEquals(rest, asked.sinceLastAsked());
    assertEquals(Duration.ZERO, asked.sinceLastAsked(), "from then on anew");
  }

  private final class Moved extends Clock {
    @Override
    public Instant instant() {
      return wall;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }
}
