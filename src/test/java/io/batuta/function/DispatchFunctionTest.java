package io.batuta.function;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.amazonaws.services.lambda.runtime.Context;
import io.batuta.callback.EveryMinute;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.TimeoutException;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

@QuarkusTest
class DispatchFunctionTest {

  @Inject
  @Named("rescue")
  RescueFunction rescue;

  private static final Instant NOW = Instant.parse("2026-11-23T15:00:00Z");
  private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);

  private final List<Integer> limits = new ArrayList<>();
  private final List<Instant> untils = new ArrayList<>();
  private final DispatchFunction dispatch =
      new DispatchFunction(
          CLOCK,
          new EveryMinute(null, null, null, null, null, null, null, null) {
            @Override
            public Uni<Map<String, Integer>> runWhileOpen(int limit, Instant until) {
              limits.add(limit);
              untils.add(until);
              return Uni.createFrom().item(Map.of("sent", 3));
            }
          });

  @Test
  void the_limit_of_the_event_is_handed_on_and_the_counts_come_back() {
    assertEquals(Map.of("sent", 3), dispatch.handleRequest(Map.of("limit", 20), timeLeft(9_000)));
    dispatch.handleRequest(Map.of(), timeLeft(9_000));
    dispatch.handleRequest(null, timeLeft(120_000));
    assertEquals(List.of(20, 500, 500), limits);
    assertEquals(
        List.of(NOW.plusSeconds(7), NOW.plusSeconds(7), NOW.plusSeconds(108)),
        untils,
        "a tenth of the time, and two seconds at least, are kept");
  }

  @Test
  void a_limit_that_is_none_is_refused_before_anything_runs() {
    for (Map<String, Object> event :
        List.of(
            Map.<String, Object>of("limit", 0),
            Map.<String, Object>of("limit", "x"),
            Map.<String, Object>of("limit", 2.5),
            Map.<String, Object>of("limt", 20))) {
      assertThrows(
          IllegalArgumentException.class, () -> dispatch.handleRequest(event, timeLeft(9_000)));
    }
    assertEquals(List.of(), limits);
  }

  @Test
  void a_run_without_end_ends_with_the_functions_time() {
    DispatchFunction endless =
        new DispatchFunction(
            CLOCK,
            new EveryMinute(null, null, null, null, null, null, null, null) {
              @Override
              public Uni<Map<String, Integer>> runWhileOpen(int limit, Instant until) {
                return Uni.createFrom().nothing();
              }
            });
    assertThrows(TimeoutException.class, () -> endless.handleRequest(Map.of(), timeLeft(1_050)));
  }

  @Test
  void a_rescue_answers_its_counts() {
    assertEquals(
        Set.of("uncertain", "closed", "expired"),
        rescue.handleRequest(Map.of(), timeLeft(60_000)).keySet());
  }

  private static Context timeLeft(int millis) {
    return FunctionContext.millisLeft(millis);
  }
}
