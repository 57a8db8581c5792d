package io.batuta.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.Test;

class SummaryTableTest {

  private static final JsonObject SUMMARY =
      new JsonObject(
          """
          {"date":"2026-11-23","seed":1,"debtors":30000,"accounts":30000,"members":12345,"planned":11000,
           "withheld":{"NO_CONTACT_POINT":45,"FREQUENCY":1300,"SOMETHING_NEW":45},"sent":{"SMS":6000,"EMAIL":5000},
           "delivered":10100,"failed":700,"replied":640,"intents":{"opt_out":90},"promises":200,"optedOut":90,"paid":400,
           "cancelled":35,"uncertain":30,"ledgerFacts":40000,"duplicateContacts":0,"contactsOutsideWindow":0,
           "contactsAfterStop":2,
           "creditors":{
             "demo":{"name":"Banco","accounts":10000,"sent":{"SMS":2},"paid":3,"optedOut":1,"law":{"country":"CO","rules":[
               {"rule":"ley/window","checked":4011,"outside":0},{"rule":"ley/once","checked":4011,"outside":3}]}},
             "demo-pe":{"name":"Caja","accounts":9000,"law":{"country":"PE","rules":[{"rule":"art/window","checked":1,"outside":0}]}}},
           "secondsBy":{"import":3.2,"night":1.1,"day":20.0}}
          """);

  private final List<String> table = SummaryTable.of(SUMMARY);

  @Test
  void numbers_stand_in_one_column() {
    List<String> rows = table.stream().filter(line -> line.matches(".* {2,}[0-9,]+")).toList();
    assertTrue(rows.size() > 20, table.toString());
    assertEquals(1, rows.stream().mapToInt(String::length).distinct().count(), table.toString());
  }

  @Test
  void sums_come_before_their_parts_and_the_greatest_part_first() {
    List<String> withheld =
        table.stream().dropWhile(line -> !line.contains("withheld")).limit(4).toList();
    assertTrue(withheld.get(0).endsWith("1,390"));
    assertTrue(withheld.get(1).contains("frecuencia / frequency"));
    assertTrue(withheld.get(2).contains("sin dato de contacto"));
    assertTrue(withheld.get(3).contains("something_new"));
  }

  @Test
  void each_law_tells_rule_by_rule_what_was_checked_and_what_was_found() {
    assertTrue(has("CO ley/window (4,011) ✓"), table.toString());
    assertTrue(has("CO ley/once (4,011) ✗"), table.toString());
    assertTrue(has("PE art/window (1) ✓"), table.toString());
    assertTrue(has("CO Banco · 10,000 cuentas"), table.toString());
    assertTrue(has("PE Caja · 9,000 cuentas"), table.toString());
  }

  private boolean has(String text) {
    return table.stream().anyMatch(line -> line.contains(text));
  }

  @Test
  void a_promise_that_was_broken_is_marked() {
    assertTrue(table.stream().anyMatch(line -> line.contains("duplicate contacts ✓")));
    assertTrue(table.stream().anyMatch(line -> line.contains("after a stop ✗")));
  }
}
