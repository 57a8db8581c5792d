package io.batuta.compliance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HouseRulesTest {

  @Test
  void what_is_written_is_read_again() {
    HouseRules rules = new HouseRules(1, 3, 2, 2, 0);
    assertEquals(rules, HouseRules.parse(rules.toJson()));
    assertEquals(rules, HouseRules.parse(new JsonObject(rules.toJson().encode())));
    assertEquals(HouseRules.NONE, HouseRules.parse(HouseRules.NONE.toJson()));
  }

  @Test
  void what_is_missing_has_its_default() {
    assertEquals(HouseRules.NONE, HouseRules.parse(new JsonObject()));
    assertEquals(
        new HouseRules(2, null, null, 1, 2),
        HouseRules.parse(new JsonObject().put("attemptsPerDay", 2)));
  }

  @ParameterizedTest
  @CsvSource({
    "attemptsPerDay, 0, attemptsPerDay is 1 to 365",
    "attemptsPerWeek, -1, attemptsPerWeek is 1 to 365",
    "attemptsPerWeek, 1.5, attemptsPerWeek is a whole number",
    "attemptsPerWeek, '\"3\"', attemptsPerWeek is a whole number",
    "attemptsPerWeek, 9999999999, attemptsPerWeek is a whole number",
    "daysBetweenAttempts, 0, daysBetweenAttempts is 1 to 31",
    "daysBetweenAttempts, 32, daysBetweenAttempts is 1 to 31",
    "paymentSilenceDays, 366, paymentSilenceDays is 1 to 365",
    "paymentSilenceDays, 0, paymentSilenceDays is 1 to 365",
    "promiseToleranceDays, -1, promiseToleranceDays is 0 to 365",
    "attemptsPerMonth, 1, unknown field attemptsPerMonth"
  })
  void a_bound_that_would_loosen_or_that_is_none_is_refused(
      String field, String value, String message) {
    JsonObject json = new JsonObject("{\"" + field + "\": " + value + "}");
    String said =
        assertThrows(IllegalArgumentException.class, () -> HouseRules.parse(json)).getMessage();
    assertEquals(message, said.substring(0, Math.min(message.length(), said.length())));
  }
}
