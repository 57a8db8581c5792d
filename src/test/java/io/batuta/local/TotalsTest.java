package io.batuta.local;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.Test;

class TotalsTest {

  @Test
  void numbers_are_added_name_by_name_and_laws_are_not() {
    JsonObject all =
        new JsonObject(
            """
            {"demo":{"name":"a","paid":1,"sent":{"SMS":2,"EMAIL":1},"law":{"outside":9}},
             "demo-pe":{"name":"b","paid":3,"sent":{"SMS":5}}}
            """);
    assertEquals(new JsonObject("{\"paid\":4,\"sent\":{\"SMS\":7,\"EMAIL\":1}}"), Totals.of(all));
  }
}
