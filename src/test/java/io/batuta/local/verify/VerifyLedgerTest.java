package io.batuta.local.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.batuta.ledger.DaySeal;
import io.batuta.ledger.Sealing;
import io.batuta.portfolio.Creditor;
import io.batuta.postgres.Sql;
import io.batuta.testing.Await;
import io.batuta.testing.DatabaseResource;
import io.batuta.testing.Facts;
import io.batuta.testing.People;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Someone with every right to the database changes what is sealed; the verdict names it. */
@QuarkusTest
class VerifyLedgerTest {

  private static final LocalDate FRI_2019_05_31 = LocalDate.parse("2019-05-31");
  private static final Instant MAY = Instant.parse("2019-05-31T13:00:00Z");
  private static final Instant JUNE = Instant.parse("2019-06-02T13:00:00Z");

  @Inject Sql sql;
  @Inject People people;
  @Inject Facts facts;
  @TempDir Path folder;

  private Creditor bank;
  private List<Long> ids = List.of();

  /** Three days over the end of a month, the second without facts, and a day that is not over. */
  @BeforeEach
  void seal() throws Exception {
    bank = people.bank();
    var ana = people.debtor(bank, "1", FRI_2019_05_31);
    facts.tell(bank, ana, MAY, 400);
    facts.tell(bank, ana, JUNE, 200);
    facts.tell(bank, ana, JUNE.plusSeconds(86_400), 7);
    Clock clock = Clock.fixed(Instant.parse("2019-06-03T12:00:00Z"), ZoneOffset.UTC);
    Await.on(new Sealing(sql, clock)::seal);
    ids = facts.ids(bank);
  }

  @Test
  void what_nobody_touched_is_as_it_was_sealed() throws Exception {
    assertEquals("600 facts on 3 days are as they were sealed, 7 not sealed yet", verdict(0));
    // Who the debtor was stands elsewhere: forgetting it breaks nothing.
    Facts.forge("DELETE FROM person WHERE creditor_id = " + bank.id().value());
    verdict(0);
  }

  @Test
  void every_column_of_a_fact_is_sealed() throws Exception {
    for (String change :
        List.of(
            "debtor_id = 1",
            "account_id = 1",
            "contact_id = gen_random_uuid()",
            "night = '2019-05-31'",
            "campaign_id = 1",
            "kind = 'closed'",
            "channel = 'EMAIL'",
            "channel = NULL",
            "contact_point_id = 1",
            "reason = 'PAID'",
            "amount_minor = 1, currency = 'COP'",
            "due_on = '2019-05-31'",
            "detail = '{\"a\": 1}'",
            "occurred_at = occurred_at + interval '1 microsecond'")) {
      long altered = ids.get(450);
      keep(altered);
      Facts.forge("UPDATE contact_fact SET " + change + " WHERE fact_id = " + altered);
      assertEquals("2019-06-02: fact " + altered + " is altered", verdict(1));
      Facts.forge("DELETE FROM contact_fact WHERE fact_id = " + altered);
      Facts.forge("INSERT INTO contact_fact SELECT * FROM kept_fact");
      verdict(0);
    }
  }

  @Test
  void the_first_of_several_is_named() throws Exception {
    Facts.forge("DELETE FROM contact_fact WHERE fact_id = " + ids.get(300));
    Facts.forge("UPDATE contact_fact SET reason = 'PAID' WHERE fact_id = " + ids.get(299));
    Facts.forge("DELETE FROM contact_fact WHERE fact_id = " + ids.get(500));
    assertEquals("2019-05-31: fact " + ids.get(299) + " is altered", verdict(1));
  }

  @Test
  void one_that_is_missing_is_named_also_the_last_of_a_day() throws Exception {
    Facts.forge("DELETE FROM contact_fact WHERE fact_id = " + ids.get(399));
    assertEquals("2019-05-31: fact " + ids.get(399) + " is missing", verdict(1));
  }

  @Test
  void one_that_was_inserted_is_named_also_on_a_day_without_facts_and_before_the_first()
      throws Exception {
    for (String day :
        List.of("2019-05-31T13:00:00Z", "2019-06-01T00:00:00Z", "2019-05-30T23:00:00Z")) {
      Facts.forge(
          """
          INSERT INTO contact_fact (fact_id, creditor_id, debtor_id, kind, occurred_at, recorded_at)
          VALUES (-5, %d, 1, 'closed', '%s', '%s')
          """
              .formatted(bank.id().value(), day, day));
      assertEquals(day.substring(0, 10) + ": fact -5 is inserted", verdict(1));
      Facts.forge("DELETE FROM contact_fact WHERE fact_id = -5");
    }
    verdict(0);
  }

  @Test
  void one_that_was_moved_in_time_is_altered() throws Exception {
    Facts.forge(
        "UPDATE contact_fact SET recorded_at = recorded_at - interval '1 hour' WHERE fact_id = "
            + ids.get(410));
    assertEquals("2019-06-02: fact " + ids.get(410) + " is altered", verdict(1));
    Facts.forge(
        "UPDATE contact_fact SET recorded_at = recorded_at + interval '2 days' WHERE fact_id = "
            + ids.get(10));
    assertEquals("2019-05-31: fact " + ids.get(10) + " is altered", verdict(1));
  }

  @Test
  void a_seal_that_was_taken_out_or_changed_breaks_the_chain() throws Exception {
    String where = " WHERE creditor_id = %d AND day = '%s'";
    Facts.forge("DELETE FROM ledger_seal" + where.formatted(bank.id().value(), "2019-06-01"));
    assertEquals("2019-06-02: the seal does not follow that of the day before", verdict(1));
    Facts.forge(
        "UPDATE ledger_seal SET root = sha256('x')"
            + where.formatted(bank.id().value(), "2019-05-31"));
    assertEquals("2019-05-31: the hashes kept of the day do not come to its root", verdict(1));
  }

  /** The forger knows how it works, and seals the last day anew. Only what was put away tells. */
  @Test
  void a_forged_seal_that_holds_is_told_by_its_anchor() throws Exception {
    anchor();
    assertEquals(0, verify(folder, null));
    Facts.forge("DELETE FROM contact_fact WHERE fact_id = " + ids.get(599));
    String of = " WHERE creditor_id = %d AND day = '2019-06-02'".formatted(bank.id().value());
    Facts.forge("DELETE FROM ledger_tile" + of);
    Facts.forge("DELETE FROM ledger_seal" + of);
    Clock clock = Clock.fixed(Instant.parse("2019-06-03T12:00:00Z"), ZoneOffset.UTC);
    Await.on(new Sealing(sql, clock)::seal);
    assertEquals("599 facts on 3 days are as they were sealed, 7 not sealed yet", verdict(0));
    assertEquals(1, verify(folder, null));
    assertTrue(said.contains("2019-06-02: the root is not the one that was anchored"), said);
    Facts.forge("DELETE FROM ledger_tile" + of);
    Facts.forge("DELETE FROM ledger_seal" + of);
    assertEquals(1, verify(folder, null));
  }

  @Test
  void a_month_that_was_let_go_of_is_verified_until_it_is_dropped() throws Exception {
    Facts.forge("ALTER TABLE contact_fact DETACH PARTITION contact_fact_2019_05");
    try {
      verdict(0);
      Facts.forge("UPDATE contact_fact_2019_05 SET reason = 'PAID' WHERE fact_id = " + ids.get(7));
      assertEquals("2019-05-31: fact " + ids.get(7) + " is altered", verdict(1));
      Facts.forge("ALTER TABLE contact_fact_2019_05 RENAME TO contact_fact_gone");
      assertEquals("2019-05-31: the month is neither in the ledger nor beside it", verdict(1));
      assertEquals(0, verify(null, "2019-06-01"));
    } finally {
      Facts.forge("ALTER TABLE IF EXISTS contact_fact_gone RENAME TO contact_fact_2019_05");
      Facts.forge(
          """
          ALTER TABLE contact_fact ATTACH PARTITION contact_fact_2019_05
          FOR VALUES FROM ('2019-05-01T00:00:00Z') TO ('2019-06-01T00:00:00Z')
          """);
    }
  }

  @Test
  void an_option_that_cannot_be_read_is_said_so() {
    for (String[] bad :
        new String[][] {
          {"--from"}, {"--from", "May"}, {"--anchors", "/no/such"}, {"--database", "x"}, {"-x", "1"}
        }) {
      assertThrows(VerifyOptions.BadOption.class, () -> VerifyOptions.parse(bad));
    }
  }

  private String said = "";

  private String verdict(int expected) throws Exception {
    assertEquals(expected, verify(null, null), said);
    return said.lines()
        .reduce((first, last) -> last)
        .orElseThrow()
        .substring(bank.code().length() + 2);
  }

  private int verify(@Nullable Path anchors, @Nullable String from) throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    VerifyOptions options =
        new VerifyOptions(
            null,
            bank.code(),
            from == null ? LocalDate.EPOCH : LocalDate.parse(from),
            VerifyOptions.FOR_EVER,
            anchors);
    int code =
        VerifyLedger.verify(
            DatabaseResource.database(),
            options,
            new PrintStream(out, true, StandardCharsets.UTF_8));
    said = out.toString(StandardCharsets.UTF_8).strip();
    return code;
  }

  private void anchor() throws Exception {
    Path mine = Files.createDirectories(folder.resolve(bank.code()));
    try (Connection database = Facts.open();
        Statement run = database.createStatement();
        ResultSet rows =
            run.executeQuery(
                "SELECT day, root FROM ledger_seal WHERE creditor_id = " + bank.id().value())) {
      while (rows.next()) {
        LocalDate day = rows.getObject(1, LocalDate.class);
        DaySeal seal =
            new DaySeal(bank.id(), day, 0, rows.getBytes(2), DaySeal.beforeTheFirst(), MAY);
        Files.writeString(mine.resolve(day + ".json"), seal.toJson().encode());
      }
    }
  }

  private static void keep(long fact) throws Exception {
    Facts.forge("DROP TABLE IF EXISTS kept_fact");
    Facts.forge("CREATE TABLE kept_fact AS SELECT * FROM contact_fact WHERE fact_id = " + fact);
  }
}
