package io.batuta.ledger;

import io.batuta.portfolio.Channel;
import io.batuta.portfolio.ContactPointId;
import io.batuta.portfolio.Creditor;
import io.batuta.portfolio.DebtorId;
import io.batuta.portfolio.Money;
import io.batuta.postgres.Sql;
import io.batuta.testing.Await;
import io.batuta.testing.People;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The running summary is what the facts come to: built again from them here, in Java, and compared.
 */
@QuarkusTest
class SummaryTest {

  private static final LocalDate MON_2026_11_23 = LocalDate.parse("2026-11-23");
  private static final Instant MORNING = Instant.parse("2026-11-23T13:00:00Z");

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
    Rebuilt rebuilt = new Rebuilt(sql);
    debtors.forEach(debtor -> rebuilt.assertSame(bank, debtor, "seed " + seed));
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
}
