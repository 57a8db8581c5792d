package io.batuta.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonObject;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The sample's definitions fit together: every name that is used is defined. */
class DefinitionsTest {

  private static final Set<String> PLACEHOLDERS =
      Set.of("name", "firstName", "creditor", "balance", "daysPastDue", "dueDate");

  private final JsonObject definitions = SampleFile.read("definitions.yaml");

  @Test
  void each_of_the_five_campaigns_finds_its_segment_strategy_and_templates() {
    JsonObject campaigns = definitions.getJsonObject("campaigns");
    assertEquals(5, campaigns.size());
    for (String name : campaigns.fieldNames()) {
      JsonObject campaign = campaigns.getJsonObject(name);
      assertTrue(part("segments").contains(campaign.getString("segment")), name);
      assertTrue(part("strategies").contains(campaign.getString("strategy")), name);
      JsonObject ladder =
          definitions.getJsonObject("strategies").getJsonObject(campaign.getString("strategy"));
      for (int i = 0; i < ladder.getJsonArray("rungs").size(); i++) {
        String channel = ladder.getJsonArray("rungs").getJsonObject(i).getString("channel");
        assertTrue(part("routes").contains(channel), channel);
        for (String language : new String[] {"es", "en"}) {
          String used =
              campaign.getJsonObject("templates").getJsonObject(channel).getString(language);
          JsonObject template = definitions.getJsonObject("templates").getJsonObject(used);
          assertEquals(channel, template.getString("channel"), used);
          assertEquals(language, template.getString("language"), used);
        }
      }
    }
  }

  @Test
  void every_template_says_who_writes_and_how_to_stop_it_and_uses_known_placeholders_only() {
    JsonObject templates = definitions.getJsonObject("templates");
    for (String name : templates.fieldNames()) {
      String text =
          templates.getJsonObject(name).getString("subject", "")
              + templates.getJsonObject(name).getString("body");
      assertTrue(text.contains("{{creditor}}"), name);
      assertTrue(text.contains("BAJA"), name);
      Set<String> used = new TreeSet<>();
      Pattern.compile("\\{\\{(.*?)}}").matcher(text).results().forEach(m -> used.add(m.group(1)));
      used.removeAll(PLACEHOLDERS);
      assertEquals(Set.of(), used, name);
    }
  }

  private Set<String> part(String name) {
    return definitions.getJsonObject(name).fieldNames();
  }
}
