package io.batuta.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.batuta.portfolio.Channel;
import io.batuta.portfolio.ContactPointId;
import io.batuta.portfolio.Creditor;
import io.batuta.portfolio.DebtorId;
import io.batuta.portfolio.Money;
import io.batuta.postgres.Sql;
import io.batuta.testing.Await;
import io.batuta.testing.People;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The running summary is what the facts come to: built again from them here, in Java, and compared.
 */
@QuarkusTest
class SummaryTest {

  private static final LocalDate MON_2026_11_23 = LocalDate.parse("2026-11-23");
  private static final Instant MORNING = Instant.parse("2026-11-23T13:00:00Z");
  private static final ZoneId BOGOTA = ZoneId.of("America/Bogota");

  @Inject Sql sql;
  @Inject LedgerStore ledger;
  @Inject People people;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void rebuilt_from_the_facts_it_is_the_same_in_any_order_and_any_batches(long seed) {
    Random random = new Random(seed);
    Creditor bank = people.bank();
    List<DebtorId> debtors = debtors(bank);
    List<ContactFact> facts = lives(bank, debtors, random);
    Collections.shuffle(facts, random);
    appendInBatches(bank, facts, random);
    assertRebuilt(bank, debtors, seed);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void sendings_told_in_bulk_some_of_them_twice_come_to_the_same(long seed) {
    Random random = new Random(seed);
    Creditor bank = people.bank();
    List<DebtorId> debtors = debtors(bank);
    List<ContactFact> facts = lives(bank, debtors, random);
    List<ContactFact> sendings =
        new ArrayList<>(
            facts.stream()
                .filter(f -> f.kind() == FactKind.SENT || f.kind() == FactKind.UNCERTAIN)
                .toList());
    facts.removeAll(sendings);
    sendings.addAll(sendings.stream().filter(f -> f.kind() == FactKind.UNCERTAIN).toList());
    Collections.shuffle(sendings, random);
    appendInBatches(bank, sendings, random);
    assertRebuilt(bank, debtors, seed);
    appendInBatches(bank, facts, random);
    assertRebuilt(bank, debtors, seed);
  }

  private List<DebtorId> debtors(Creditor bank) {
    return List.of(
        people.debtor(bank, "1", MON_2026_11_23),
        people.debtor(bank, "2", MON_2026_11_23),
        people.debtor(bank, "3", MON_2026_11_23));
  }

  private static List<ContactFact> lives(Creditor bank, List<DebtorId> debtors, Random random) {
    List<ContactFact> facts = new ArrayList<>();
    for (DebtorId debtor : debtors) {
      for (int step = 0; step < 6; step++) {
        facts.addAll(lifeOf(bank, debtor, step, random));
      }
    }
    return facts;
  }

  private void appendInBatches(Creditor bank, List<ContactFact> facts, Random random) {
    while (!facts.isEmpty()) {
      List<ContactFact> batch = facts.subList(0, Math.min(facts.size(), 1 + random.nextInt(9)));
      append(bank, List.copyOf(batch));
      batch.clear();
    }
  }

  private void assertRebuilt(Creditor bank, List<DebtorId> debtors, long seed) {
    for (DebtorId debtor : debtors) {
      assertEquals(daysFromFacts(bank, debtor), daysKept(bank, debtor), "days, seed " + seed);
      assertEquals(
          historyFromFacts(bank, debtor), historyKept(bank, debtor), "history, seed " + seed);
    }
  }

  private static List<ContactFact> lifeOf(Creditor bank, DebtorId debtor, int step, Random random) {
    Channel channel = Channel.values()[random.nextInt(3)];
    ContactPointId point = new ContactPointId(1 + random.nextInt(4));
    ContactId contact = ContactId.of(bank.id(), MON_2026_11_23.plusDays(step), debtor, step);
    Instant at = MORNING.plusSeconds(86_400L * step + random.nextInt(60_000));
    List<ContactFact> life = new ArrayList<>();
    life.add(
        of(
            bank,
            debtor,
            random.nextInt(5) == 0 ? FactKind.UNCERTAIN : FactKind.SENT,
            at,
            contact,
            channel,
            point));
    for (FactKind kind :
        List.of(
            FactKind.DELIVERED,
            FactKind.READ,
            FactKind.DELIVERED,
            FactKind.REPLIED,
            FactKind.FAILED,
            FactKind.NOT_SENT)) {
      if (random.nextInt(3) == 0) {
        life.add(
            of(
                bank,
                debtor,
                kind,
                at.plusSeconds(random.nextInt(50_000)),
                contact,
                channel,
                point));
      }
    }
    if (random.nextInt(3) == 0) {
      life.add(
          ContactFact.about(bank.id(), debtor, FactKind.PROMISE_MADE, at.plusSeconds(7))
              .worth(null, LocalDate.parse("2026-12-01").plusDays(random.nextInt(9))));
    }
    if (random.nextInt(4) == 0) {
      life.add(ContactFact.about(bank.id(), debtor, FactKind.PROMISE_KEPT, at.plusSeconds(9)));
    }
    if (random.nextInt(3) == 0) {
      life.add(
          ContactFact.about(bank.id(), debtor, FactKind.PAID, at.plusSeconds(11))
              .worth(new Money(100, bank.currency()), null));
    }
    if (random.nextInt(4) == 0) {
      life.add(
          ContactFact.about(bank.id(), debtor, FactKind.OPTED_OUT, at.plusSeconds(13))
              .on(channel, point));
    }
    return life;
  }

  private static ContactFact of(
      Creditor bank,
      DebtorId debtor,
      FactKind kind,
      Instant at,
      ContactId contact,
      Channel channel,
      ContactPointId point) {
    ContactFact fact =
        ContactFact.about(bank.id(), debtor, kind, at)
            .ofContact(contact, MON_2026_11_23, 1L, null)
            .on(channel, point);
    return kind == FactKind.FAILED ? fact.because(Reason.ADDRESS_DEAD) : fact;
  }

  private void append(Creditor bank, List<ContactFact> facts) {
    Await.on(
        () ->
            sql.asTenant(
                bank.id().value(),
                tx ->
                    ledger
                        .ensureMonths(tx, MON_2026_11_23, 2)
                        .chain(() -> ledger.append(tx, facts, MORNING))));
  }

  private record Told(
      FactKind kind, String contact, String channel, Long point, Instant at, LocalDate dueOn) {}

  private List<Told> told(Creditor bank, DebtorId debtor) {
    return Await.on(
        () ->
            sql.asTenant(
                bank.id().value(),
                tx ->
                    tx.list(
                        "SELECT kind, contact_id::text, channel, contact_point_id, occurred_at, due_on"
                            + " FROM contact_fact WHERE debtor_id = $1 ORDER BY occurred_at",
                        Tuple.of(debtor.value()),
                        row ->
                            new Told(
                                FactKind.ofTag(row.getString(0)),
                                row.getString(1),
                                row.getString(2),
                                row.getLong(3),
                                row.getOffsetDateTime(4).toInstant(),
                                row.getLocalDate(5)))));
  }

  private String daysFromFacts(Creditor bank, DebtorId debtor) {
    TreeMap<String, int[]> days = new TreeMap<>();
    List<Told> told = told(bank, debtor);
    told.stream()
        .filter(t -> t.contact() != null)
        .map(Told::contact)
        .distinct()
        .forEach(
            contact -> {
              List<Told> its = told.stream().filter(t -> contact.equals(t.contact())).toList();
              boolean returned = its.stream().anyMatch(t -> t.kind() == FactKind.NOT_SENT);
              its.stream()
                  .filter(t -> t.kind() == FactKind.SENT || t.kind() == FactKind.UNCERTAIN)
                  .findFirst()
                  .filter(t -> !returned)
                  .ifPresent(t -> count(days, t)[0]++);
              its.stream()
                  .filter(t -> t.kind() == FactKind.DELIVERED || t.kind() == FactKind.READ)
                  .findFirst()
                  .ifPresent(t -> count(days, t)[1]++);
              its.stream()
                  .filter(t -> t.kind() == FactKind.REPLIED)
                  .forEach(t -> count(days, t)[2]++);
            });
    StringBuilder text = new StringBuilder();
    days.forEach(
        (day, n) ->
            text.append(day)
                .append(' ')
                .append(n[0])
                .append(' ')
                .append(n[1])
                .append(' ')
                .append(n[2])
                .append('\n'));
    return text.toString();
  }

  private static int[] count(TreeMap<String, int[]> days, Told told) {
    return days.computeIfAbsent(
        told.at().atZone(BOGOTA).toLocalDate() + " " + told.channel(), day -> new int[3]);
  }

  private String daysKept(Creditor bank, DebtorId debtor) {
    List<String> lines =
        Await.on(
            () ->
                sql.asTenant(
                    bank.id().value(),
                    tx ->
                        tx.list(
                            "SELECT day || ' ' || channel || ' ' || attempts || ' ' || delivered || ' ' || two_way || E'\\n'"
                                + " FROM contact_day WHERE debtor_id = $1 AND (attempts, delivered, two_way) <> (0, 0, 0)"
                                + " ORDER BY day, channel COLLATE \"C\"",
                            Tuple.of(debtor.value()),
                            row -> row.getString(0))));
    return String.join("", lines);
  }

  private String historyFromFacts(Creditor bank, DebtorId debtor) {
    Instant attempt = null;
    Instant twoWay = null;
    Instant paid = null;
    Instant promised = null;
    LocalDate due = null;
    Instant closed = null;
    for (Told t : told(bank, debtor)) {
      switch (t.kind()) {
        case SENT, UNCERTAIN -> attempt = t.at();
        case REPLIED -> twoWay = t.at();
        case PAID -> paid = t.at();
        case PROMISE_MADE -> {
          promised = t.at();
          due = t.dueOn();
        }
        case PROMISE_KEPT -> closed = t.at();
        default -> {}
      }
    }
    boolean open = promised != null && (closed == null || closed.isBefore(promised));
    return attempt + " " + twoWay + " " + paid + " " + (open ? due : null);
  }

  private String historyKept(Creditor bank, DebtorId debtor) {
    return Await.on(
            () ->
                sql.asTenant(
                    bank.id().value(),
                    tx ->
                        tx.first(
                            """
                            SELECT last_attempt_at, last_two_way_at, last_paid_at,
                              CASE WHEN promise_closed_at IS NULL OR promise_closed_at < promise_made_at
                                THEN promise_due_on END
                            FROM contact_history WHERE debtor_id = $1
                            """,
                            Tuple.of(debtor.value()),
                            row ->
                                instant(row.getOffsetDateTime(0))
                                    + " "
                                    + instant(row.getOffsetDateTime(1))
                                    + " "
                                    + instant(row.getOffsetDateTime(2))
                                    + " "
                                    + row.getLocalDate(3))))
        .orElseThrow();
  }

  private static Instant instant(java.time.OffsetDateTime time) {
    return time == null ? null : time.toInstant();
  }
}
