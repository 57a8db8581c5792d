package io.batuta.supervision;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.batuta.ledger.FactKind;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class WordsTest {

  @ParameterizedTest
  @EnumSource(FactKind.class)
  void every_kind_of_fact_has_a_sentence_and_a_name_where_it_is_counted(FactKind kind) {
    TimelineFact fact =
        new TimelineFact(
            1,
            Instant.EPOCH,
            kind.tag(),
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            new JsonObject(),
            null);
    for (String language : List.of("es", "en")) {
      String counted = Why.counted(kind.tag(), "", language);
      assertFalse(counted.contains("_"), counted);
      assertTrue(language.equals("en") || !counted.equals(kind.tag()), counted);
      String said = Why.of(fact, language);
      assertTrue(said.endsWith("."), said);
      assertFalse(said.contains("{"), said);
    }
    assertEquals(false, Why.of(fact, "es").equals(Why.of(fact, "en")));
  }
}
