package io.batuta.supervision;

import io.batuta.ledger.ContactFact;
import io.batuta.ledger.ContactId;
import io.batuta.ledger.FactKind;
import io.batuta.ledger.LedgerStore;
import io.batuta.portfolio.AccountId;
import io.batuta.portfolio.Channel;
import io.batuta.portfolio.Creditor;
import io.batuta.portfolio.DebtorId;
import io.batuta.postgres.Sql;
import io.batuta.postgres.SqlFile;
import io.batuta.postgres.Tx;
import io.batuta.privacy.DataKey;
import io.batuta.privacy.PersonKeys;
import io.batuta.privacy.PersonalData;
import io.batuta.suppression.Occasion;
import io.batuta.suppression.PromisesToPay;
import io.batuta.suppression.Silence;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/**
 * Records what an agent did: the attempt, what came of it, and its consequences, in one
 * transaction. A contact that the plan has out on the channel is the one reported; otherwise the
 * agent made one by hand, which counts as an attempt like any other.
 */
@ApplicationScoped
public class Outcomes {

  private static final SqlFile LOCK = SqlFile.of(Outcomes.class, "lock-debtor.sql");

  private final Sql sql;
  private final LedgerStore ledger;
  private final Silence silence;
  private final PromisesToPay promises;
  private final PersonKeys keys;

  Outcomes(Sql sql, LedgerStore ledger, Silence silence, PromisesToPay promises, PersonKeys keys) {
    this.keys = keys;
    this.sql = sql;
    this.ledger = ledger;
    this.silence = silence;
    this.promises = promises;
  }

  /** Records the report of debtor {@code number}. */
  public Uni<OutcomeAnswer> record(
      Creditor creditor, String number, AgentOutcome outcome, Instant now) {
    return Sql.againAfterAClash(
        sql.asTenant(
            creditor.id().value(),
            tx ->
                // In a statement before: what waited for the lock must look again with fresh eyes.
                tx.run(
                        "SELECT FROM debtor WHERE creditor_id = $1 AND number = $2 FOR UPDATE",
                        Tuple.of(creditor.id().value(), number))
                    .chain(() -> tx.first(LOCK, arguments(creditor, number, outcome), row -> row))
                    .chain(found -> record(tx, creditor, found, outcome, now))));
  }

  private Uni<OutcomeAnswer> record(
      Tx tx, Creditor creditor, Optional<Row> found, AgentOutcome outcome, Instant now) {
    if (found.isEmpty()) {
      return Uni.createFrom().item(new OutcomeAnswer.NoSuchDebtor());
    }
    Row row = found.get();
    if (!row.getBoolean("point_is_known")) {
      return Uni.createFrom().item(new OutcomeAnswer.NoSuchPoint());
    }
    if (row.getBoolean("told_before")) {
      return Uni.createFrom().item(new OutcomeAnswer.ToldBefore());
    }
    List<ContactFact> facts = facts(creditor, row, outcome, now);
    return ledger
        .ensureMonths(tx, now.atZone(ZoneOffset.UTC).toLocalDate(), 1)
        .chain(() -> follow(tx, facts.getLast(), outcome, now))
        .call(() -> ledger.append(tx, facts, now))
        .call(() -> note(tx, facts.getFirst(), outcome, now))
        .call(() -> spoilPoint(tx, outcome))
        .map(cancelled -> recorded(facts.getFirst(), cancelled));
  }

  private static OutcomeAnswer recorded(ContactFact fact, int cancelled) {
    if (fact.contact() == null) {
      throw new IllegalStateException("an agent's fact is of a contact");
    }
    return new OutcomeAnswer.Recorded(fact.contact(), cancelled);
  }

  /** The attempt, unless the plan made it, and what came of it. */
  private static List<ContactFact> facts(
      Creditor creditor, Row row, AgentOutcome outcome, Instant now) {
    UUID planned = row.getUUID("contact_id");
    LocalDate night = row.getLocalDate("night");
    Long account = row.getLong("account_id");
    ContactId contact = new ContactId(planned == null ? UUID.randomUUID() : planned);
    JsonObject detail =
        new JsonObject().put("source", "agent").put("result", outcome.result().tag());
    if (outcome.request() != null) {
      detail.put("request", outcome.request().toString());
    }
    ContactFact made =
        ContactFact.about(creditor.id(), new DebtorId(row.getLong("debtor_id")), FactKind.SENT, now)
            .ofContact(
                contact,
                night,
                row.getLong("campaign_id"),
                account == null ? null : new AccountId(account))
            .on(outcome.channel(), outcome.point())
            .explained(detail);
    List<ContactFact> facts = new ArrayList<>();
    if (planned == null) {
      facts.add(made);
    }
    outcome.result().kinds().forEach(kind -> facts.add(of(made, kind, outcome)));
    return facts;
  }

  private static ContactFact of(ContactFact made, FactKind kind, AgentOutcome outcome) {
    ContactFact fact =
        new ContactFact(
            made.creditor(),
            made.debtor(),
            kind,
            made.occurredAt(),
            made.account(),
            made.contact(),
            made.night(),
            made.campaign(),
            made.channel(),
            made.point(),
            null,
            null,
            null,
            made.detail());
    return kind == FactKind.FAILED ? fact.because(outcome.result().reason()) : fact;
  }

  /** Encrypted with the person's key; of who was erased no note is kept. */
  private Uni<Void> note(Tx tx, ContactFact fact, AgentOutcome outcome, Instant now) {
    String note = outcome.note();
    if (note == null || fact.contact() == null) {
      return Uni.createFrom().voidItem();
    }
    return keys.ofDebtors(tx, List.of(fact.debtor().value()))
        .chain(
            found -> {
              DataKey key = found.get(fact.debtor().value());
              return key == null
                  ? Uni.createFrom().voidItem()
                  : keep(tx, fact, outcome, key.encrypt(PersonalData.WORDS, note), now);
            });
  }

  private static Uni<Void> keep(
      Tx tx, ContactFact fact, AgentOutcome outcome, byte[] encrypted, Instant now) {
    return tx.run(
            """
            INSERT INTO words (creditor_id, debtor_id, contact_id, direction, channel, encrypted_text, occurred_at)
            VALUES ($1, $2, $3, 'in', $4, $5, $6)
            """,
            Tuple.of(
                fact.creditor().value(),
                fact.debtor().value(),
                Objects.requireNonNull(fact.contact()).value(),
                outcome.channel().name(),
                Buffer.buffer(encrypted),
                now.atOffset(ZoneOffset.UTC)))
        .replaceWithVoid();
  }

  private static Uni<Void> spoilPoint(Tx tx, AgentOutcome outcome) {
    if (outcome.result() != AgentResult.WRONG_PERSON || outcome.point() == null) {
      return Uni.createFrom().voidItem();
    }
    return tx.run(
            "UPDATE contact_point SET status = 'wrong_person' WHERE contact_point_id = $1",
            Tuple.of(outcome.point().value()))
        .replaceWithVoid();
  }

  /** An answer ends what is on its way; a promise does so by itself. */
  private Uni<Integer> follow(Tx tx, ContactFact answer, AgentOutcome outcome, Instant now) {
    if (outcome.promise() != null) {
      return promises.open(tx, promise(answer, outcome.promise(), now), now).replaceWith(0);
    }
    return outcome.result().isAnswer()
        ? silence.over(
            tx,
            answer.creditor(),
            new Long[] {answer.debtor().value()},
            outcome.result().reason(),
            List.of(Objects.requireNonNull(answer.contact())),
            now)
        : Uni.createFrom().item(0);
  }

  private static PromisesToPay.Promise promise(
      ContactFact answer, AgentOutcome.Promised promised, Instant now) {
    ContactId contact = Objects.requireNonNull(answer.contact());
    Channel channel = Objects.requireNonNull(answer.channel());
    Occasion occasion =
        new Occasion(
            answer.creditor(),
            answer.debtor(),
            answer.account(),
            contact,
            answer.night(),
            answer.campaign(),
            channel,
            answer.point());
    String name = "agent " + contact.value() + " " + now;
    UUID id = UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
    return new PromisesToPay.Promise(id, occasion, promised.amount(), promised.dueOn(), now);
  }

  private static Tuple arguments(Creditor creditor, String number, AgentOutcome outcome) {
    return Tuple.tuple()
        .addInteger(creditor.id().value())
        .addString(number)
        .addString(outcome.channel().name())
        .addLong(outcome.point() == null ? null : outcome.point().value())
        .addUUID(outcome.request());
  }
}
