package io.batuta.ledger;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.batuta.portfolio.Creditor;
import io.batuta.portfolio.CreditorId;
import io.batuta.portfolio.DebtorId;
import io.batuta.postgres.Sql;
import io.batuta.testing.Await;
import io.batuta.testing.Facts;
import io.batuta.testing.People;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** In days long before any other test's, so that only what is told here is sealed. */
@QuarkusTest
class SealingTest {

  private static final LocalDate TUE_2019_03_05 = LocalDate.parse("2019-03-05");
  private static final Instant LATE = Instant.parse("2019-03-05T23:59:59.999999Z");

  private int debtors;

  @Inject Sql sql;
  @Inject People people;
  @Inject Facts facts;
  @Inject Proofs proofs;

  @Test
  void a_day_is_sealed_when_it_has_been_over_for_two_hours() {
    Creditor bank = people.bank();
    facts.tell(bank, debtor(bank), LATE, 3);
    seal("2019-03-06T01:59:59Z");
    assertEquals(List.of(), seals(bank));
    seal("2019-03-06T02:00:00Z");
    DaySeal sealed = seals(bank).getFirst();
    assertEquals(TUE_2019_03_05, sealed.day());
    assertEquals(3, sealed.facts());
    assertArrayEquals(DaySeal.beforeTheFirst(), sealed.previous());
    seal("2019-03-06T02:00:00Z");
    assertEquals(1, seals(bank).size());
  }

  @Test
  void ten_days_are_a_chain_that_holds_days_without_facts() {
    Creditor bank = people.bank();
    DebtorId ana = debtor(bank);
    for (int day : List.of(0, 3, 9)) {
      facts.tell(bank, ana, LATE.plusSeconds(86_400L * day), 2 + day);
    }
    seal("2019-03-15T12:00:00Z");
    List<DaySeal> seals = seals(bank);
    assertEquals(
        List.of(2L, 0L, 0L, 5L, 0L, 0L, 0L, 0L, 0L, 11L),
        seals.stream().map(DaySeal::facts).toList());
    for (int i = 1; i < seals.size(); i++) {
      assertEquals(Optional.empty(), DayCheck.chain(seals.get(i - 1), seals.get(i)));
    }
    assertArrayEquals(
        MerkleTree.leaf(DaySeal.head(bank.id(), seals.get(1).day(), seals.get(0).root())),
        seals.get(1).root());
  }

  @Test
  void a_sealed_day_takes_no_fact_nor_does_one_before_it() throws SQLException {
    Creditor bank = people.bank();
    DebtorId ana = debtor(bank);
    facts.tell(bank, ana, LATE, 1);
    seal("2019-03-07T12:00:00Z");
    for (Instant late : List.of(LATE, LATE.minusSeconds(86_400), LATE.plusSeconds(86_400))) {
      Exception refused = assertThrows(Exception.class, () -> facts.tell(bank, ana, late, 1));
      assertTrue(refused.getMessage().contains("is sealed"), refused.getMessage());
    }
    facts.tell(bank, ana, LATE.plusSeconds(2 * 86_400), 1);
    facts.tell(people.bank(), debtor(bank), LATE, 1);
    assertEquals(2, facts.ids(bank).size());
  }

  @Test
  void a_run_that_still_writes_holds_back_its_own_seal_and_no_other() throws SQLException {
    Creditor slow = people.bank();
    Creditor quick = people.bank();
    facts.tell(slow, debtor(slow), LATE, 1);
    facts.tell(quick, debtor(quick), LATE, 1);
    try (Connection database = Facts.open();
        Statement run = database.createStatement()) {
      database.setAutoCommit(false);
      run.execute(
          """
          INSERT INTO contact_fact (creditor_id, debtor_id, kind, occurred_at, recorded_at)
          VALUES (%d, 1, 'closed', '%s', '%s')
          """
              .formatted(slow.id().value(), LATE, LATE));
      seal("2019-03-06T12:00:00Z");
      assertEquals(List.of(), seals(slow));
      assertEquals(1, seals(quick).size());
      database.commit();
    }
    seal("2019-03-06T12:00:00Z");
    assertEquals(2, seals(slow).getFirst().facts());
  }

  @Test
  void two_at_once_seal_each_day_once() {
    Creditor bank = people.bank();
    for (int day = 0; day < 5; day++) {
      facts.tell(bank, debtor(bank), LATE.plusSeconds(86_400L * day), 700);
    }
    Clock clock = at("2019-03-10T12:00:00Z");
    Await.on(
        () ->
            Uni.join()
                .all(new Sealing(sql, clock).seal(), new Sealing(sql, clock).seal())
                .andFailFast());
    seal("2019-03-10T12:00:00Z");
    List<DaySeal> seals = seals(bank);
    assertEquals(5, seals.size());
    for (int i = 1; i < 5; i++) {
      assertEquals(Optional.empty(), DayCheck.chain(seals.get(i - 1), seals.get(i)));
    }
  }

  @Test
  void a_fact_is_proven_by_its_text_the_proof_and_the_root_alone() throws SQLException {
    Creditor bank = people.bank();
    DebtorId ana = debtor(bank);
    facts.tell(bank, ana, LATE, 300);
    List<Long> ids = facts.ids(bank);
    assertEquals(Optional.empty(), Await.on(() -> proofs.of(bank.id(), ana, ids.getFirst())));
    seal("2019-03-06T12:00:00Z");
    for (int i : List.of(0, 254, 255, 299)) {
      FactProof proof = Await.on(() -> proofs.of(bank.id(), ana, ids.get(i))).orElseThrow();
      assertEquals(i + 1, proof.proof().index());
      assertTrue(proof.content().contains("\"fact_id\":" + ids.get(i) + ","), proof.content());
      assertTrue(proof.proof().shows(utf8(proof.content()), proof.seal().root()));
      assertFalse(
          proof.proof().shows(utf8(proof.content().replace("SMS", "MMS")), proof.seal().root()));
    }
    DebtorId another = debtor(bank);
    assertEquals(Optional.empty(), Await.on(() -> proofs.of(bank.id(), another, ids.getFirst())));
  }

  @Test
  void the_text_of_a_fact_is_the_same_in_every_zone() throws SQLException {
    Creditor bank = people.bank();
    facts.tell(bank, debtor(bank), LATE, 1);
    List<String> texts = new ArrayList<>();
    for (String zone : List.of("UTC", "America/Bogota", "Asia/Kolkata")) {
      texts.add(
          Await.on(
                  () ->
                      sql.acrossTenants(
                          tx ->
                              tx.run("SELECT set_config('timezone', $1, true)", Tuple.of(zone))
                                  .chain(
                                      () ->
                                          SealStore.leaves(
                                              tx,
                                              List.of(bank.id()),
                                              SealStore.utc(DaySeal.begin(TUE_2019_03_05)),
                                              0,
                                              TUE_2019_03_05,
                                              1))))
              .getFirst()
              .content());
    }
    assertEquals(1, texts.stream().distinct().count(), texts::toString);
    assertTrue(
        texts.getFirst().endsWith("\"recorded_at\":\"2019-03-05T23:59:59.999999\"}"),
        texts.getFirst());
  }

  @Test
  void roots_are_put_away_once_and_again_after_trouble() {
    Creditor bank = people.bank();
    facts.tell(bank, debtor(bank), LATE, 1);
    seal("2019-03-07T12:00:00Z");
    List<LocalDate> put = new ArrayList<>();
    Anchor away = new FakeAnchor(bank, put, true);
    Evidence evidence = evidence(away);
    assertEquals(0, Await.on(evidence::secure));
    assertEquals(List.of(), put);
    evidence = evidence(new FakeAnchor(bank, put, false));
    Await.on(evidence::secure);
    Await.on(evidence::secure);
    assertEquals(List.of(TUE_2019_03_05, TUE_2019_03_05.plusDays(1)), put);
  }

  private Evidence evidence(Anchor anchor) {
    Clock clock = at("2019-03-07T12:00:00Z");
    return new Evidence(new Sealing(sql, clock), new Anchoring(sql, clock, anchor));
  }

  /** Notes what it is given of one bank. */
  private record FakeAnchor(Creditor bank, List<LocalDate> put, boolean isAway) implements Anchor {
    @Override
    public boolean isThere() {
      return true;
    }

    @Override
    public Uni<String> put(String creditor, DaySeal seal) {
      if (isAway) {
        return Uni.createFrom().failure(new Unreachable("away", new IllegalStateException()));
      }
      if (seal.creditor().equals(bank.id())) {
        put.add(seal.day());
      }
      return Uni.createFrom().item("here");
    }
  }

  private DebtorId debtor(Creditor bank) {
    return people.debtor(bank, Integer.toString(++debtors), TUE_2019_03_05);
  }

  private void seal(String now) {
    Await.on(new Sealing(sql, at(now))::seal);
  }

  private static Clock at(String now) {
    return Clock.fixed(Instant.parse(now), ZoneOffset.UTC);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private List<DaySeal> seals(Creditor bank) {
    CreditorId id = bank.id();
    return Await.on(
        () ->
            sql.asTenant(
                id.value(),
                tx ->
                    tx.list(
                        "SELECT * FROM ledger_seal WHERE creditor_id = $1 ORDER BY day",
                        Tuple.of(id.value()),
                        row ->
                            new DaySeal(
                                id,
                                row.getLocalDate("day"),
                                row.getLong("facts"),
                                SealStore.bytes(row, "root"),
                                SealStore.bytes(row, "previous"),
                                row.getOffsetDateTime("sealed_at").toInstant()))));
  }
}
