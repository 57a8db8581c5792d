package io.batuta.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonObject;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/**
 * The definitions of each creditor of the sample fit together: every name that is used is defined.
 */
class DefinitionsTest {

  static final List<String> COUNTRIES = SampleCreditor.COUNTRIES;

  private static final Set<String> PLACEHOLDERS =
      Set.of("name", "firstName", "creditor", "balance", "daysPastDue", "dueDate");

  @ParameterizedTest
  @FieldSource("COUNTRIES")
  void each_campaign_finds_its_segment_strategy_and_templates(String country) {
    JsonObject definitions = SampleCreditor.in(country).definitions();
    JsonObject campaigns = definitions.getJsonObject("campaigns");
    assertTrue(campaigns.size() >= 4, country);
    for (String name : campaigns.fieldNames()) {
      JsonObject campaign = campaigns.getJsonObject(name);
      assertTrue(part(definitions, "segments").contains(campaign.getString("segment")), name);
      assertTrue(part(definitions, "strategies").contains(campaign.getString("strategy")), name);
      JsonObject ladder =
          definitions.getJsonObject("strategies").getJsonObject(campaign.getString("strategy"));
      for (int i = 0; i < ladder.getJsonArray("rungs").size(); i++) {
        String channel = ladder.getJsonArray("rungs").getJsonObject(i).getString("channel");
        assertTrue(part(definitions, "routes").contains(channel), channel);
        JsonObject byLanguage = campaign.getJsonObject("templates").getJsonObject(channel);
        for (String language : byLanguage.fieldNames()) {
          String used = byLanguage.getString(language);
          JsonObject template = definitions.getJsonObject("templates").getJsonObject(used);
          assertEquals(channel, template.getString("channel"), used);
          assertEquals(language, template.getString("language"), used);
        }
      }
    }
  }

  @ParameterizedTest
  @FieldSource("COUNTRIES")
  void every_template_says_who_writes_and_how_to_stop_it_and_uses_known_placeholders_only(
      String country) {
    JsonObject templates = SampleCreditor.in(country).definitions().getJsonObject("templates");
    for (String name : templates.fieldNames()) {
      String text =
          templates.getJsonObject(name).getString("subject", "")
              + templates.getJsonObject(name).getString("body");
      assertTrue(text.contains("{{creditor}}"), name);
      assertTrue(text.matches("(?s).*\\b(BAJA|STOP|PARAR)\\b.*"), name);
      Set<String> used = new TreeSet<>();
      Pattern.compile("\\{\\{(.*?)}}").matcher(text).results().forEach(m -> used.add(m.group(1)));
      used.removeAll(PLACEHOLDERS);
      assertEquals(Set.of(), used, name);
    }
  }

  @Test
  void every_creditor_has_its_own_name_code_and_country_and_is_fictional() {
    Set<String> names = new HashSet<>();
    Set<String> codes = new HashSet<>();
    for (String country : COUNTRIES) {
      SampleCreditor creditor = SampleCreditor.in(country);
      JsonObject terms = creditor.definitions().getJsonObject("creditor");
      assertEquals(country, terms.getString("country"));
      assertEquals(true, terms.getBoolean("fictional"));
      assertTrue(names.add(creditor.name()) && codes.add(creditor.code()), country);
    }
  }

  @Test
  void the_three_that_share_the_sample_each_have_their_own_segments_and_campaigns() {
    for (String section : List.of("segments", "strategies", "templates", "campaigns", "routes")) {
      for (String other : List.of("MX", "PE")) {
        assertNotEquals(
            SampleCreditor.in("CO").definitions().getJsonObject(section),
            SampleCreditor.in(other).definitions().getJsonObject(section),
            other + " " + section);
      }
    }
  }

  private static Set<String> part(JsonObject definitions, String name) {
    return definitions.getJsonObject(name).fieldNames();
  }
}
