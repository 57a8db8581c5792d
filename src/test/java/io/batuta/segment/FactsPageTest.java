package io.batuta.segment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** {@code docs/facts.md} is the catalogue, printed; {@code -Dbatuta.docs.write=true} prints it. */
class FactsPageTest {

  private static final Path PAGE = Path.of("docs/facts.md");

  private static final String HEAD =
      """
      # Facts · Hechos

      <!-- Printed from FactCatalogue by FactsPageTest with -Dbatuta.docs.write=true: change it there. -->

      Una regla es una condición sobre estos hechos; la misma lista está en `GET /api/v1/facts`.
      A rule is one condition over these facts; the same list is at `GET /api/v1/facts`.

      ```sql
      days_past_due BETWEEN 1 AND 30 AND NOT has_open_promise
      balance >= 150000 AND region IN ('Antioquia', 'Valle del Cauca')
      promise_due_on <= TODAY + 2 OR (attribute.score < 600 AND attempts_last_7_days = 0)
      ```

      ## Cómo se escribe · How it is written

      | | |
      | --- | --- |
      | Comparar · compare | `=` `<>` `!=` `<` `<=` `>` `>=`, `BETWEEN … AND …`, `IN (…)`, `LIKE`, `IS NULL`, `IS NOT NULL`; `NOT` before `BETWEEN`, `IN`, `LIKE` |
      | Unir · join | `AND` before `OR`, `NOT`, parentheses |
      | Números, dinero · numbers, money | `30`, `-5`, `1250.50`; money in currency units, never in cents |
      | Texto · text | `'Cali'`, a quote inside twice: `'O''Higgins'`. Capitals and accents count. No order: `<` and `BETWEEN` are not for text |
      | `LIKE` | `%` any letters, `_` one, `\\%` a percent sign itself; capitals count |
      | Fechas · dates | `DATE '2026-01-31'`, `'2026-01-31'`, `TODAY`, `TODAY - 30`, `TODAY + 5`; the day is the night's, or today in the creditor's zone for a preview |
      | Verdadero o falso · true or false | `has_email`, `NOT has_email`, `has_email = FALSE` |

      A fact stands beside a constant: no arithmetic on facts, no functions, no sub-selects, no comments. A rule has at most
      4000 characters, is nested at most 50 deep, and a list has at most 1000 constants. Names are read in capitals or not.

      **Un hecho ausente** no tiene valor: toda comparación con él es falsa, también `<>` y `NOT IN`; `NOT (…)` la hace
      verdadera. `region <> 'Cauca'` deja fuera a quien no tiene región; `NOT (region = 'Cauca')` lo incluye.

      **An absent fact** has no value: each comparison with it is false, `<>` and `NOT IN` too; `NOT (…)` makes that true.
      `region <> 'Cauca'` leaves out who has no region; `NOT (region = 'Cauca')` takes them in.

      Solo entran deudores activos que deben algo · only active debtors who owe something are ever brought in, whatever the
      rule says. Nombres, documentos y datos de contacto nunca son hechos · names, documents and contact points are never facts.

      ## Los hechos · The facts

      | | tipo · type | qué dice | what it says | ejemplo · example |
      | --- | --- | --- | --- | --- |
      """;

  @Test
  void the_page_of_facts_is_the_catalogue() throws IOException {
    String page =
        HEAD
            + Stream.concat(FactCatalogue.all().stream(), Stream.of(FactCatalogue.anyAttribute()))
                .map(FactsPageTest::line)
                .collect(Collectors.joining("\n", "", "\n"));
    if (Boolean.getBoolean("batuta.docs.write")) {
      Files.writeString(PAGE, page);
    }
    assertEquals(page, Files.readString(PAGE), "run with -Dbatuta.docs.write=true");
  }

  @Test
  void the_rules_the_page_shows_are_rules() {
    HEAD.lines()
        .dropWhile(line -> !line.equals("```sql"))
        .skip(1)
        .takeWhile(line -> !line.equals("```"))
        .forEach(line -> assertTrue(Rule.parse(line) instanceof Rule, line));
  }

  private static String line(Fact fact) {
    String type = fact.type() + (fact.unit() == null ? "" : ", " + fact.unit());
    return "| `%s` | %s | %s | %s | `%s` |"
        .formatted(fact.name(), type, fact.significado(), fact.meaning(), fact.example());
  }
}
