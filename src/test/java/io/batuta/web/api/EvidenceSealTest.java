package io.batuta.web.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import de.siegmar.fastcsv.reader.NamedCsvRecord;
import io.batuta.document.PdfText;
import io.batuta.ledger.Sealing;
import io.batuta.portfolio.Creditor;
import io.batuta.portfolio.DebtorId;
import io.batuta.postgres.Sql;
import io.batuta.testing.Await;
import io.batuta.testing.Facts;
import io.batuta.testing.Keys;
import io.batuta.testing.People;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What somebody did to the ledger past its triggers stands in the regulator's file. */
@QuarkusTest
class EvidenceSealTest {

  private static final LocalDate DAY = LocalDate.parse("2019-05-07");
  private static final Instant NOON = Instant.parse("2019-05-07T12:00:00Z");
  private static final int FACTS = 1_500;
  private static final String NOT_AMONG = "NOT AMONG THE LEAVES OF THE SEALED DAY";

  @Inject Sql sql;
  @Inject People people;
  @Inject Facts facts;
  @Inject Keys keys;

  private Creditor bank;
  private List<Long> ids;

  @BeforeEach
  void a_sealed_day_of_six_tiles_and_one_day_that_is_open() throws Exception {
    bank = people.bank();
    DebtorId ana = people.debtor(bank, "1", DAY);
    facts.tell(bank, ana, NOON, FACTS);
    Clock later = Clock.fixed(Instant.parse("2019-05-08T12:00:00Z"), ZoneOffset.UTC);
    Await.on(new Sealing(sql, later)::seal);
    facts.tell(bank, people.debtor(bank, "2", DAY), Instant.parse("2019-05-09T12:00:00Z"), 1);
    ids = facts.ids(bank);
  }

  @Test
  void a_fact_that_was_altered_since_is_told_by_its_proof() throws Exception {
    Facts.forge("UPDATE contact_fact SET reason = 'PAID' WHERE fact_id = " + ids.get(700));
    NamedCsvRecord altered = row(period(), ids.get(700));
    assertEquals("false", altered.getField("proof_holds"));
    assertFalse(EvidenceRows.holds(altered));
    assertEquals(1, period().stream().filter(EvidenceSealTest::isFalse).count());
  }

  @Test
  void a_fact_that_was_put_in_is_not_called_unsealed() throws Exception {
    insert("2019-05-07T11:00:00Z");
    insert("2019-05-01T12:00:00Z"); // before the first seal of all: no seal will ever come
    long first = facts.ids(bank).getFirst();
    long second = facts.ids(bank).get(1);
    List<NamedCsvRecord> rows = period();
    for (long inserted : List.of(first, second)) {
      NamedCsvRecord told = row(rows, inserted);
      assertTrue(told.getField("proof").startsWith(NOT_AMONG), told.toString());
      assertEquals("false", told.getField("proof_holds"));
    }
    assertEquals("the day is not sealed yet", row(rows, ids.getLast()).getField("proof"));
    assertEquals("", row(rows, ids.getLast()).getField("proof_holds"));
    assertEquals(2, rows.stream().filter(EvidenceSealTest::isFalse).count());
    assertEquals("", seal(rows).getField("says"), "every leaf has its fact");
    Response pdf = get("/evidence?from=2019-05-01&to=2019-05-01", "application/pdf");
    assertTrue(PdfText.of(pdf.asByteArray()).contains("NOT AMONG THE LEAVES"));
  }

  @Test
  void a_debtors_file_tells_what_was_put_in_too() throws Exception {
    insert("2019-05-07T11:00:00Z");
    long inserted = facts.ids(bank).getFirst();
    List<NamedCsvRecord> rows = EvidenceRows.of(get("/debtors/1/evidence", "text/csv"));
    assertTrue(row(rows, inserted).getField("proof").startsWith(NOT_AMONG));
    assertEquals(1, rows.stream().filter(EvidenceSealTest::isFalse).count());
    assertEquals(FACTS, rows.stream().filter(row -> isTrue(row)).count());
  }

  @Test
  void facts_that_were_taken_away_are_missed_and_hide_no_proof_of_those_after_them()
      throws Exception {
    Facts.forge(
        "DELETE FROM contact_fact WHERE fact_id BETWEEN %d AND %d AND creditor_id = %d"
            .formatted(ids.get(100), ids.get(1_299), bank.id().value()));
    List<NamedCsvRecord> rows = period();
    List<NamedCsvRecord> left = rows.stream().filter(EvidenceSealTest::isTrue).toList();
    assertEquals(FACTS - 1_200, left.size());
    assertTrue(left.stream().allMatch(EvidenceRows::holds));
    assertEquals("THE SEAL HAS 1500 FACTS, THE LEDGER 300", seal(rows).getField("says"));
    // A day of Bogotá holds parts of two days of the seal: those are counted all the same.
    List<NamedCsvRecord> oneDay =
        EvidenceRows.of(get("/evidence?from=2019-05-07&to=2019-05-07", "text/csv"));
    assertEquals("THE SEAL HAS 1500 FACTS, THE LEDGER 300", seal(oneDay).getField("says"));
  }

  @Test
  void a_day_that_nobody_touched_says_nothing() {
    assertEquals("", seal(period()).getField("says"));
    List<NamedCsvRecord> oneDay =
        EvidenceRows.of(get("/evidence?from=2019-05-07&to=2019-05-07", "text/csv"));
    assertEquals("", seal(oneDay).getField("says"));
    assertEquals(FACTS, oneDay.stream().filter(EvidenceSealTest::isTrue).count());
  }

  private void insert(String recordedAt) throws Exception {
    Facts.forge(
        """
        INSERT INTO contact_fact (creditor_id, debtor_id, kind, channel, reason, occurred_at, recorded_at)
        SELECT %d, debtor_id, 'withheld', 'SMS', 'PAID', '%s', '%s'
        FROM debtor WHERE creditor_id = %d AND number = '1'
        """
            .formatted(bank.id().value(), recordedAt, recordedAt, bank.id().value()));
  }

  private List<NamedCsvRecord> period() {
    return EvidenceRows.of(get("/evidence?from=2019-04-30&to=2019-05-10", "text/csv"));
  }

  private Response get(String path, String accept) {
    return keys.as(bank, "compliance")
        .header("Accept", accept)
        .header("Accept-Language", "en")
        .get("/api/v1/creditors/" + bank.code() + path);
  }

  private static NamedCsvRecord row(List<NamedCsvRecord> rows, long fact) {
    return EvidenceRows.only(rows, "fact", Long.toString(fact));
  }

  private static NamedCsvRecord seal(List<NamedCsvRecord> rows) {
    return rows.stream()
        .filter(row -> row.getField("what").equals("seal"))
        .filter(row -> row.getField("seal_day").equals(DAY.toString()))
        .findFirst()
        .orElseThrow();
  }

  private static boolean isTrue(NamedCsvRecord row) {
    return row.getField("proof_holds").equals("true");
  }

  private static boolean isFalse(NamedCsvRecord row) {
    return row.getField("proof_holds").equals("false");
  }
}
