package io.batuta.dispatch;

import static io.batuta.dispatch.Due.NOON;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.batuta.postgres.Sql;
import io.batuta.testing.Await;
import io.batuta.testing.People;
import io.batuta.time.SimulatedClock;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** One number for a provider's account, over all runs and whatever the clock does. */
@QuarkusTest
class ProviderRateTest {

  @Inject Sql sql;
  @Inject People people;

  private Due due;
  private RecordingGateway gateway;

  @BeforeEach
  void twenty_contacts_are_due() {
    due = new Due(sql, people);
    for (int i = 0; i < 20; i++) {
      due.contact();
    }
    gateway = RecordingGateway.accepting(due.provider);
  }

  @Test
  void no_more_leaves_than_the_rate_allows_second_by_second() {
    due.rate(5, 5, 5, NOON);
    SimulatedClock clock = new SimulatedClock(NOON);
    Dispatcher dispatcher = due.dispatcher(clock, gateway);
    assertEquals(5, sent(dispatcher));
    assertEquals(0, sent(dispatcher));
    clock.advanceTo(NOON.plusMillis(200));
    assertEquals(1, sent(dispatcher));
    clock.advanceTo(NOON.plusMillis(399));
    assertEquals(0, sent(dispatcher));
    clock.advanceTo(NOON.plusMillis(1_200));
    assertEquals(5, sent(dispatcher));
    clock.advanceTo(NOON.plus(Duration.ofMinutes(10)));
    assertEquals(5, sent(dispatcher));
    assertEquals(16, gateway.calls.size());
  }

  @Test
  void two_runs_share_one_bucket() {
    due.rate(5, 8, 8, NOON);
    Clock clock = Clock.fixed(NOON, java.time.ZoneOffset.UTC);
    assertEquals(8, sent(due.dispatcher(clock, gateway)) + sent(due.dispatcher(clock, gateway)));
  }

  @Test
  void a_clock_that_steps_back_a_little_gives_nothing_twice() {
    due.rate(5, 5, 0, NOON);
    assertEquals(5, sentAt(NOON.plusSeconds(1)));
    assertEquals(0, sentAt(NOON.minusSeconds(5)));
    assertEquals(0, sentAt(NOON.plusSeconds(1)));
    assertEquals(5, sentAt(NOON.plusSeconds(2)));
  }

  @Test
  void a_clock_that_steps_back_far_does_not_stop_the_provider() {
    due.rate(5, 5, 0, NOON.plus(Duration.ofDays(300)));
    assertEquals(0, sentAt(NOON));
    assertEquals(5, sentAt(NOON.plusSeconds(1)));
  }

  @Test
  void tokens_are_taken_for_what_was_sent_alone() {
    due.rate(5, 100, 100, NOON);
    assertEquals(20, sentAt(NOON));
    assertEquals(80, due.tokens());
  }

  @Test
  void a_provider_without_a_row_begins_with_the_rate_of_the_config_or_a_careful_one() {
    ProviderRates rates =
        new ProviderRates(
            new SmallRyeConfigBuilder()
                .withSources(
                    new PropertiesConfigSource(
                        Map.of(
                            "batuta.channel.a.per-second", "0.5",
                            "batuta.channel.b.per-second", "14",
                            "batuta.channel.b.burst", "28"),
                        "test",
                        100))
                .build());
    assertEquals(new ProviderRates.Rate(new BigDecimal("0.5"), 1), rates.of("a"));
    assertEquals(new ProviderRates.Rate(new BigDecimal("14"), 28), rates.of("b"));
    assertEquals(new ProviderRates.Rate(BigDecimal.TEN, 10), rates.of("c"));
    due.ask("DELETE FROM provider_rate WHERE provider = $1", Tuple.of(due.provider));
    assertEquals(10, sentAt(NOON));
  }

  private int sentAt(Instant now) {
    return sent(due.dispatcher(Clock.fixed(now, java.time.ZoneOffset.UTC), gateway));
  }

  private static int sent(Dispatcher dispatcher) {
    return Await.on(() -> dispatcher.dispatchDue(500)).sent();
  }
}
