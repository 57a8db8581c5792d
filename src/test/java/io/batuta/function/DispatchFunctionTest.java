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
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

@QuarkusTest
class DispatchFunctionTest {

  @Inject
  @Named("rescue")
  RescueFunction rescue;

  private final List<Integer> limits = new ArrayList<>();
  private final DispatchFunction dispatch =
      new DispatchFunction(
          new EveryMinute(null, null, null, null) {
            @Override
            public Uni<Map<String, Integer>> run(int limit) {
              limits.add(limit);
              return Uni.createFrom().item(Map.of("sent", 3));
            }
          });

  @Test
  void the_limit_of_the_event_is_handed_on_and_the_counts_come_back() {
    assertEquals(Map.of("sent", 3), dispatch.handleRequest(Map.of("limit", 20), timeLeft(9_000)));
    dispatch.handleRequest(Map.of(), timeLeft(9_000));
    assertEquals(List.of(20, 500), limits);
  }

  @Test
  void a_limit_that_is_none_is_refused_before_anything_runs() {
    Map<String, Object> nothing = new HashMap<>();
    nothing.put("limit", null);
    for (Map<String, Object> event :
        List.of(
            Map.<String, Object>of("limit", 0), Map.<String, Object>of("limit", "x"), nothing)) {
      assertThrows(
          IllegalArgumentException.class, () -> dispatch.handleRequest(event, timeLeft(9_000)));
    }
    assertEquals(List.of(), limits);
  }

  @Test
  void a_run_without_end_ends_with_the_functions_time() {
    DispatchFunction endless =
        new DispatchFunction(
            new EveryMinute(null, null, null, null) {
              @Override
              public Uni<Map<String, Integer>> run(int limit) {
                return Uni.createFrom().nothing();
              }
            });
    assertThrows(TimeoutException.class, () -> endless.handleRequest(Map.of(), timeLeft(1_050)));
  }

  @Test
  void a_rescue_answers_its_counts() {
    assertEquals(
        Set.of("released", "uncertain", "closed", "expired"),
        rescue.handleRequest(Map.of(), timeLeft(60_000)).keySet());
  }

  private static Context timeLeft(int millis) {
    return (Context)
        Proxy.newProxyInstance(
            Context.class.getClassLoader(),
            new Class<?>[] {Context.class},
            (self, method, arguments) ->
                method.getName().equals("getRemainingTimeInMillis") ? millis : null);
  }
}
