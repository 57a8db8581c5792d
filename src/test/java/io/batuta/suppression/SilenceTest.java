package io.batuta.suppression;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.batuta.campaign.ContactState;
import io.batuta.ledger.ContactId;
import io.batuta.ledger.Reason;
import io.batuta.portfolio.Creditor;
import io.batuta.portfolio.DebtorId;
import io.batuta.postgres.Sql;
import io.batuta.testing.Await;
import io.batuta.testing.People;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What becomes of a contact in each state when something ends contact. */
@QuarkusTest
class SilenceTest {

  private static final LocalDate NIGHT = LocalDate.parse("2026-11-23");
  private static final Instant NOW = Instant.parse("2026-11-23T15:00:00Z");

  /** State, reason and the fact told now, if any. What is over already stays as it ended. */
  private static final Map<ContactState, String> BECOMES =
      Map.of(
          ContactState.PLANNED, "CANCELLED PAID cancelled",
          ContactState.DEFERRED, "CANCELLED PAID cancelled",
          ContactState.SENT, "CLOSED PAID closed",
          ContactState.FAILED, "CLOSED PAID closed",
          ContactState.SENDING, "SENDING PAID",
          ContactState.UNCERTAIN, "UNCERTAIN PAID",
          ContactState.CLOSED, "CLOSED WAIT_OVER",
          ContactState.WITHHELD, "WITHHELD WAIT_OVER",
          ContactState.CANCELLED, "CANCELLED WAIT_OVER",
          ContactState.EXPIRED, "EXPIRED WAIT_OVER");

  @Inject Sql sql;
  @Inject People people;
  @Inject Silence silence;

  @Test
  void each_state_ends_as_it_may_and_twice_is_the_same() {
    Creditor bank = people.bank();
    Map<ContactState, DebtorId> debtors =
        Arrays.stream(ContactState.values())
            .collect(Collectors.toMap(s -> s, state -> contact(bank, state)));
    Long[] all = debtors.values().stream().map(DebtorId::value).toArray(Long[]::new);
    assertEquals(2, over(bank, all, Reason.PAID));
    assertEquals(0, over(bank, all, Reason.REPLIED), "what ended it first stays");
    debtors.forEach(
        (state, debtor) ->
            assertEquals(List.of(BECOMES.get(state)), left(bank, debtor), state.name()));
  }

  private int over(Creditor bank, Long[] debtors, Reason reason) {
    return Await.on(
        () ->
            sql.asTenant(
                bank.id().value(), tx -> silence.over(tx, bank.id(), debtors, reason, NOW)));
  }

  private DebtorId contact(Creditor bank, ContactState state) {
    DebtorId debtor = people.debtor(bank, Integer.toString(state.ordinal()), NIGHT);
    boolean over =
        switch (state) {
          case CLOSED, WITHHELD, CANCELLED, EXPIRED -> true;
          default -> false;
        };
    Await.on(
        () ->
            sql.acrossTenants(
                tx ->
                    tx.run("SELECT ensure_ledger_months('2026-11-01', 2)", Tuple.tuple())
                        .chain(
                            () ->
                                tx.run(
                                    """
                                    INSERT INTO planned_contact (contact_id, creditor_id, night, debtor_id, account_id, campaign_id,
                                      step, channel, provider, contact_point_id, template_id, state, priority, due_at, expires_at,
                                      cost_micros, sending_at, sent_at, wait_until, reason)
                                    VALUES ($1, $2, $3, $4, 1, 1, 0, 'SMS', 'sandbox', 1, 1, $5, 1, now(),
                                      now() + interval '1 hour', 0, now(), now(), now(), $6)
                                    """,
                                    Tuple.of(
                                        ContactId.of(bank.id(), NIGHT, debtor, 0).value(),
                                        bank.id().value(),
                                        NIGHT,
                                        debtor.value(),
                                        state.name(),
                                        over
                                            ? "WAIT_OVER"
                                            : state == ContactState.UNCERTAIN
                                                ? "ANSWER_LOST"
                                                : null)))));
    return debtor;
  }

  private List<String> left(Creditor bank, DebtorId debtor) {
    return Await.on(
        () ->
            sql.asTenant(
                bank.id().value(),
                tx ->
                    tx.list(
                        """
                        SELECT concat_ws(' ', p.state, p.reason,
                          (SELECT string_agg(f.kind, ',') FROM contact_fact f WHERE f.debtor_id = p.debtor_id))
                        FROM planned_contact p WHERE p.debtor_id = $1
                        """,
                        Tuple.of(debtor.value()),
                        row -> row.getString(0))));
  }
}
