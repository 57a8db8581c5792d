package io.batuta.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class LawSheetTest {

  @Test
  void every_law_file_there_is_is_read() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("src/main/resources/law"))) {
      Set<String> written =
          files
              .map(file -> file.getFileName().toString().replace(".yaml", ""))
              .map(name -> name.toUpperCase(Locale.ROOT))
              .collect(Collectors.toCollection(TreeSet::new));
      Set<String> read = new TreeSet<>(SampleCreditor.COUNTRIES);
      read.add("AR-C");
      assertEquals(written, read);
    }
    for (String country : SampleCreditor.COUNTRIES) {
      assertTrue(
          LawSheet.of(country, null, null).rules().stream()
              .anyMatch(rule -> ((JsonObject) rule).getString("kind").equals("window")),
          country);
    }
  }

  @Test
  void a_run_of_weekdays_is_a_row_a_day() {
    JsonObject window = rule(LawSheet.of("CO", null, null), "ley-2300-art-3/window");
    assertEquals(6, window.getJsonArray("hours").size());
    assertEquals(
        new JsonObject().put("weekday", 6).put("opens", "08:00").put("closes", "15:00"),
        window.getJsonArray("hours").getJsonObject(5));
    assertEquals(true, window.getBoolean("on_holidays"));
  }

  @Test
  void what_a_direct_contact_is_depends_on_who_supervises() {
    String once = "ley-2300-art-3/once-a-day";
    assertEquals("DIRECT_ATTEMPT", rule(LawSheet.of("CO", null, null), once).getString("unit"));
    assertEquals("DIRECT_TWO_WAY", rule(LawSheet.of("CO", null, "SFC"), once).getString("unit"));
    assertEquals("DIRECT_ATTEMPT", rule(LawSheet.of("CO", null, "SIC"), once).getString("unit"));
  }

  @Test
  void a_regions_rules_are_for_its_people_and_for_everybody_of_a_creditor_that_sits_there() {
    String window = "ley-6171/window";
    assertTrue(
        rule(LawSheet.of("AR", null, null), window).getJsonArray("regions").contains("CABA"));
    assertEquals(null, rule(LawSheet.of("AR", "C", null), window).getValue("regions"));
  }

  @Test
  void what_no_statement_counts_is_named() {
    assertTrue(LawSheet.of("CL", null, null).notCounted().contains("art-37/sued"));
    assertFalse(LawSheet.of("US", null, null).notCounted().contains("reg-f-1006-38/disputed"));
    assertTrue(LawSheet.of("US", null, null).notCounted().size() >= 5);
  }

  private static JsonObject rule(LawSheet sheet, String id) {
    return sheet.rules().stream()
        .map(JsonObject.class::cast)
        .filter(rule -> rule.getString("rule").equals(id))
        .findFirst()
        .orElseThrow();
  }
}
