package io.batuta.function;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.batuta.campaign.Night;
import io.batuta.campaign.NightOrders;
import io.batuta.campaign.UnderFakeLaw;
import io.batuta.function.BatchAnswer.ItemFailure;
import io.batuta.portfolio.Creditor;
import io.batuta.portfolio.CreditorStore;
import io.batuta.testing.Await;
import io.batuta.testing.People;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@TestProfile(UnderFakeLaw.class)
class NightlyFunctionTest {

  private static final NightAnswer EMPTY_NIGHT = new NightAnswer(1, 0, 0, 0, 0);

  @Inject
  @Named("nightly")
  NightlyFunction nightly;

  @Inject People people;
  @Inject Clock clock;
  @Inject CreditorStore creditors;
  @Inject Night night;
  @Inject NightOrders orders;

  @Test
  void it_plans_the_night_of_one_creditor_on_a_date_and_again_without_harm() {
    Creditor bank = people.bank();
    Map<String, Object> event = Map.of("creditor", bank.code(), "date", today(bank).toString());
    assertEquals(EMPTY_NIGHT, handle(event));
    assertEquals(EMPTY_NIGHT, handle(event));
  }

  @ParameterizedTest
  @CsvSource({
    "2026-11-23T01:30-05:00, 2026-11-23",
    "2026-11-23T19:59-05:00, 2026-11-23",
    "2026-11-23T23:30-05:00, 2026-11-24"
  })
  void a_schedule_that_comes_before_a_creditors_midnight_means_the_day_to_come(
      OffsetDateTime now, LocalDate date) {
    Creditor bank = people.bank();
    Clock then = Clock.fixed(now.toInstant(), ZoneOffset.UTC);
    NightCalls calls = new NightCalls(then, creditors, night, orders, 1);
    NightEvent tonight = new NightEvent(bank.code(), null, null, null, false);
    Await.on(() -> calls.work(tonight, Instant.MAX));
    assertTrue(Await.on(() -> night.report(bank, date, false)).isPresent());
  }

  @Test
  void a_trial_is_one_too() {
    Creditor bank = people.bank();
    assertEquals(EMPTY_NIGHT, handle(Map.of("creditor", bank.code(), "dryRun", true)));
  }

  @Test
  void a_wrong_creditor_date_or_shard_is_said_so() {
    Creditor bank = people.bank();
    assertTrue(refused(Map.of("creditor", "nobody")).startsWith("creditor: none is called nobody"));
    for (LocalDate date : List.of(today(bank).minusDays(3), today(bank).plusYears(1))) {
      assertTrue(
          refused(Map.of("creditor", bank.code(), "date", date.toString())).startsWith("date: "));
    }
    assertTrue(
        refused(Map.of("creditor", bank.code(), "shard", 4, "shards", 4)).startsWith("shard: "));
  }

  @Test
  void of_a_batch_only_the_orders_that_failed_come_again() {
    Creditor bank = people.bank();
    JsonObject good =
        new JsonObject().put("creditor", bank.code()).put("shard", 0).put("shards", 1);
    JsonObject event =
        EventShapesTest.sqs(
            EventShapesTest.record("good", good.encode()),
            EventShapesTest.record("no-json", "not json"),
            EventShapesTest.record("nobody", "{\"creditor\":\"nobody\"}"),
            EventShapesTest.record("unknown-field", "{\"creditr\":\"x\"}"),
            EventShapesTest.record("twice", good.encode()));
    assertEquals(
        new BatchAnswer(
            List.of(
                new ItemFailure("no-json"),
                new ItemFailure("nobody"),
                new ItemFailure("unknown-field"))),
        nightly.handleRequest(event.getMap(), FunctionContext.millisLeft(30_000)));
  }

  private Object handle(Map<String, Object> event) {
    return nightly.handleRequest(event, FunctionContext.millisLeft(30_000));
  }

  private String refused(Map<String, Object> event) {
    return String.valueOf(
        assertThrows(IllegalArgumentException.class, () -> handle(event)).getMessage());
  }

  private LocalDate today(Creditor bank) {
    return LocalDate.ofInstant(clock.instant(), bank.timeZone());
  }
}
