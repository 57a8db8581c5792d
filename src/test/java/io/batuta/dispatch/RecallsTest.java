package io.batuta.dispatch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.batuta.channel.ChannelGateway;
import io.batuta.channel.OutboundMessage;
import io.batuta.channel.Recall;
import io.batuta.channel.RecallOutcome;
import io.batuta.channel.SendOutcome;
import io.batuta.ledger.ContactId;
import io.batuta.ledger.Reason;
import io.batuta.portfolio.Channel;
import io.batuta.portfolio.Creditor;
import io.batuta.portfolio.DebtorId;
import io.batuta.postgres.Sql;
import io.batuta.suppression.Silence;
import io.batuta.testing.Await;
import io.batuta.testing.People;
import io.quarkus.arc.All;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What was handed to a dialler or courier is called back when something ends contact. */
@QuarkusTest
class RecallsTest {

  private static final LocalDate NIGHT = LocalDate.parse("2026-11-23");
  private static final Instant SENT_AT = Instant.parse("2026-11-23T13:00:00Z");
  private static final Instant NOW = Instant.parse("2026-11-23T15:00:00Z");

  @Inject Sql sql;
  @Inject People people;
  @Inject Silence silence;
  @Inject DispatchSettings settings;
  @Inject @All List<ChannelGateway> gateways;

  private final List<Recall> asked = new CopyOnWriteArrayList<>();
  private Creditor bank;
  private DebtorId ana;

  @BeforeEach
  void a_bank_with_one_debtor() {
    bank = people.bank();
    ana = people.debtor(bank, "1", NIGHT);
    write("UPDATE recall_order SET state = 'given_up', ended_at = now() WHERE state = 'pending'");
  }

  @Test
  void what_a_dialler_holds_is_taken_back_and_the_attempt_is_given_back() {
    ContactId contact = contact(Channel.CALL, "SENT");
    end(Reason.PAID);
    assertEquals(List.of("CLOSED PAID"), ask("SELECT state || ' ' || reason FROM planned_contact"));
    assertEquals(List.of("pending PAID 0"), orders());
    assertEquals(1, carryOut(recalls(gateways), NOW));
    assertEquals(List.of("recalled PAID 1"), orders());
    assertEquals(
        List.of("not_sent PAID {\"recall\": \"recalled\"}"),
        ask(
            "SELECT kind || ' ' || reason || ' ' || detail::text FROM contact_fact WHERE kind = 'not_sent'"));
    assertEquals(
        List.of("t"), ask("SELECT left(returned::text, 1) FROM contact_progress"), contact + "");
    assertEquals(
        List.of(), ask("SELECT encode(encrypted_text, 'hex') FROM words WHERE direction = 'out'"));
    assertEquals(0, carryOut(recalls(gateways), NOW.plus(Duration.ofHours(1))));
  }

  @Test
  void a_message_is_past_recall_the_moment_it_is_sent() {
    contact(Channel.SMS, "SENT");
    end(Reason.PAID);
    assertEquals(List.of(), orders());
  }

  @ParameterizedTest
  @ValueSource(strings = {"delivered_at", "replied_at"})
  void what_had_reached_somebody_is_not_ordered_back(String how) {
    contact(Channel.CALL, "SENT");
    write("UPDATE contact_progress SET " + how + " = '" + NOW + "' WHERE creditor_id = " + id());
    end(Reason.DISPUTED);
    assertEquals(List.of(), orders());
    assertEquals(List.of("CLOSED"), ask("SELECT state FROM planned_contact"));
  }

  @Test
  void the_contact_that_was_answered_is_not_ordered_back() {
    ContactId contact = contact(Channel.CALL, "SENT");
    Await.on(
        () ->
            sql.asTenant(
                bank.id().value(),
                tx ->
                    silence.over(
                        tx,
                        bank.id(),
                        new Long[] {ana.value()},
                        Reason.REPLIED,
                        List.of(contact),
                        NOW)));
    assertEquals(List.of(), orders());
    assertEquals(
        List.of("CLOSED REPLIED"), ask("SELECT state || ' ' || reason FROM planned_contact"));
  }

  @Test
  void what_has_reached_somebody_since_is_not_asked_for() {
    contact(Channel.CALL, "SENT");
    end(Reason.DISPUTED);
    write("UPDATE contact_progress SET delivered_at = '" + NOW + "' WHERE creditor_id = " + id());
    assertEquals(1, carryOut(recalls(answering(r -> new RecallOutcome.Recalled())), NOW));
    assertEquals(List.of(), asked);
    assertEquals(List.of("too_late DISPUTED 1"), orders());
    assertEquals(
        List.of("{\"code\": \"arrived\", \"recall\": \"too_late\"}"),
        ask("SELECT detail::text FROM contact_fact WHERE detail ? 'recall'"));
  }

  @Test
  void a_gateway_that_knows_no_recall_says_so_once() {
    contact(Channel.VISIT, "SENT");
    end(Reason.HELD);
    assertEquals(1, carryOut(recalls(List.of(new Plain())), NOW));
    assertEquals(List.of("unsupported HELD 1"), orders());
    assertEquals(
        List.of("closed"),
        ask("SELECT kind FROM contact_fact WHERE detail->>'recall' = 'unsupported'"));
  }

  @Test
  void a_gateway_that_says_nothing_is_asked_five_times_and_then_given_up() {
    contact(Channel.LETTER, "SENT");
    end(Reason.OPTED_OUT);
    Recalls recalls =
        recalls(
            answering(
                r -> {
                  throw new IllegalStateException("broken");
                }));
    Instant now = NOW;
    for (int minutes : List.of(1, 2, 4, 8)) {
      assertEquals(0, carryOut(recalls, now));
      assertEquals(0, carryOut(recalls, now.plus(Duration.ofMinutes(minutes).minusSeconds(1))));
      now = now.plus(Duration.ofMinutes(minutes));
    }
    assertEquals(1, carryOut(recalls, now));
    assertEquals(Recalls.TRIES, asked.size());
    assertEquals(List.of("given_up OPTED_OUT 5"), orders());
  }

  @Test
  void what_is_being_sent_waits_for_its_answer() {
    contact(Channel.CALL, "SENDING");
    end(Reason.PAID);
    assertEquals(
        List.of("SENDING PAID"), ask("SELECT state || ' ' || reason FROM planned_contact"));
    Recalls recalls = recalls(answering(r -> new RecallOutcome.Recalled()));
    assertEquals(0, carryOut(recalls, NOW));
    write("UPDATE planned_contact SET state = 'CANCELLED' WHERE creditor_id = " + id());
    assertEquals(1, carryOut(recalls, NOW.plusSeconds(60)));
    assertEquals(List.of(), asked, "nothing had left");
    assertEquals(List.of("unneeded PAID 1"), orders());
  }

  @Test
  void one_whose_answer_was_lost_is_asked_for_by_our_own_name() {
    ContactId contact = contact(Channel.CALL, "UNCERTAIN");
    end(Reason.PAID);
    assertEquals(1, carryOut(recalls(answering(r -> new RecallOutcome.TooLate("dialling"))), NOW));
    assertEquals(contact, asked.getFirst().contact());
    assertEquals(null, asked.getFirst().providerMessageId());
    assertEquals(List.of("too_late PAID 1"), orders());
  }

  @Test
  void one_whose_answer_was_lost_is_in_flight_no_more_once_it_is_taken_back() {
    contact(Channel.CALL, "UNCERTAIN");
    end(Reason.PAID);
    assertEquals(1, carryOut(recalls(answering(r -> new RecallOutcome.Recalled())), NOW));
    assertEquals(List.of("CLOSED PAID"), ask("SELECT state || ' ' || reason FROM planned_contact"));
    assertEquals(
        List.of("not_sent"),
        ask("SELECT kind FROM contact_fact WHERE detail->>'recall' = 'recalled'"));
  }

  @Test
  void however_often_a_run_dies_the_tries_end_and_nobody_is_asked_a_sixth_time() {
    contact(Channel.CALL, "SENT");
    end(Reason.PAID);
    write("UPDATE recall_order SET tries = 5 WHERE creditor_id = " + id());
    assertEquals(1, carryOut(recalls(answering(r -> new RecallOutcome.Recalled())), NOW));
    assertEquals(List.of(), asked);
    assertEquals(List.of("given_up PAID 6"), orders());
  }

  @Test
  void each_outcome_is_written_as_it_comes_and_a_second_run_takes_nothing_from_the_first() {
    ContactId first = contact(Channel.CALL, "SENT");
    ContactId second = contact(people.debtor(bank, "2", NIGHT), Channel.CALL, "SENT");
    end(Reason.PAID);
    CompletableFuture<RecallOutcome> late = new CompletableFuture<>();
    Recalls slow =
        recalls(
            List.of(
                new Plain() {
                  @Override
                  public Uni<RecallOutcome> recall(Recall recall) {
                    asked.add(recall);
                    return recall.contact().equals(first)
                        ? Uni.createFrom().item(new RecallOutcome.Recalled())
                        : Uni.createFrom().completionStage(late);
                  }
                }));
    CompletableFuture<Integer> run = CompletableFuture.supplyAsync(() -> carryOut(slow, NOW));
    long patience = System.nanoTime() + Duration.ofSeconds(8).toNanos();
    while (!orders().contains("recalled PAID 1") && System.nanoTime() < patience) {
      Thread.onSpinWait();
    }
    assertEquals(List.of("pending PAID 1", "recalled PAID 1"), orders());
    assertEquals(0, carryOut(slow, NOW.plusSeconds(30)), "the first run is still asking");
    late.complete(new RecallOutcome.TooLate("dialling"));
    assertEquals(2, run.join());
    assertEquals(List.of("recalled PAID 1", "too_late PAID 1"), orders());
    assertEquals(
        List.of(first, second),
        asked.stream()
            .map(Recall::contact)
            .sorted(java.util.Comparator.comparing(c -> !c.equals(first)))
            .toList());
  }

  @Test
  void what_is_not_begun_in_time_is_left_for_the_next_minute() {
    contact(Channel.CALL, "SENT");
    end(Reason.PAID);
    Recalls recalls = recalls(answering(r -> new RecallOutcome.Recalled()));
    assertEquals(0, Await.on(() -> recalls.carryOut(Clock.fixed(NOW, ZoneOffset.UTC), () -> true)));
    assertEquals(List.of("pending PAID 0"), orders());
    assertEquals(1, carryOut(recalls, NOW));
  }

  private void end(Reason reason) {
    Await.on(
        () ->
            sql.asTenant(
                bank.id().value(),
                tx ->
                    tx.list("SELECT debtor_id FROM debtor", Tuple.tuple(), row -> row.getLong(0))
                        .chain(
                            all ->
                                silence.over(
                                    tx, bank.id(), all.toArray(Long[]::new), reason, NOW))));
  }

  private int carryOut(Recalls recalls, Instant now) {
    return Await.on(() -> recalls.carryOut(Clock.fixed(now, ZoneOffset.UTC), () -> false));
  }

  private Recalls recalls(List<ChannelGateway> by) {
    return new Recalls(sql, by, settings);
  }

  private List<ChannelGateway> answering(Function<Recall, RecallOutcome> answer) {
    return List.of(
        new Plain() {
          @Override
          public Uni<RecallOutcome> recall(Recall recall) {
            asked.add(recall);
            return Uni.createFrom().item(() -> answer.apply(recall));
          }
        });
  }

  /** Carries, and takes nothing back. */
  private static class Plain implements ChannelGateway {
    @Override
    public String provider() {
      return "sandbox";
    }

    @Override
    public Set<Channel> channels() {
      return Set.of(Channel.values());
    }

    @Override
    public Uni<SendOutcome> send(OutboundMessage message) {
      return Uni.createFrom().item(new SendOutcome.Unknown("none"));
    }
  }

  private ContactId contact(Channel channel, String state) {
    return contact(ana, channel, state);
  }

  private ContactId contact(DebtorId ana, Channel channel, String state) {
    ContactId contact = ContactId.of(bank.id(), NIGHT, ana, 0);
    boolean sent = state.equals("SENT");
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
                                      cost_micros, sending_at, sent_at, wait_until, provider_message_id)
                                    VALUES ($1, $2, $3, $4, 1, 1, 0, $5, 'sandbox', 1, 1, $6, 1, $7::timestamptz, $7::timestamptz + interval '8 hours', 0,
                                      $7::timestamptz, $8::timestamptz, $8::timestamptz + interval '1 day', $9)
                                    """,
                                    Tuple.tuple()
                                        .addUUID(contact.value())
                                        .addInteger(bank.id().value())
                                        .addLocalDate(NIGHT)
                                        .addLong(ana.value())
                                        .addString(channel.name())
                                        .addString(state)
                                        .addOffsetDateTime(SENT_AT.atOffset(ZoneOffset.UTC))
                                        .addOffsetDateTime(
                                            sent ? SENT_AT.atOffset(ZoneOffset.UTC) : null)
                                        .addString(sent ? "m-" + contact.value() : null)))
                        .chain(
                            () ->
                                tx.run(
                                    """
                                    INSERT INTO contact_fact (creditor_id, debtor_id, contact_id, kind, channel, occurred_at, recorded_at)
                                    SELECT $1::int4, $2::int8, $3::uuid, 'sent', $4::text, $5::timestamptz, $5::timestamptz WHERE $6::bool
                                    """,
                                    Tuple.of(
                                        bank.id().value(),
                                        ana.value(),
                                        contact.value(),
                                        channel.name(),
                                        SENT_AT.atOffset(ZoneOffset.UTC),
                                        sent)))
                        .chain(
                            () ->
                                tx.run(
                                    """
                                    INSERT INTO words (creditor_id, debtor_id, contact_id, direction, channel, encrypted_text, occurred_at)
                                    VALUES ($1, $2, $3, 'out', $4, 'noise', now())
                                    """,
                                    Tuple.of(
                                        bank.id().value(),
                                        ana.value(),
                                        contact.value(),
                                        channel.name())))));
    return contact;
  }

  private List<String> orders() {
    return ask("SELECT state || ' ' || reason || ' ' || tries FROM recall_order ORDER BY 1");
  }

  private List<String> ask(String question) {
    return Await.on(
        () ->
            sql.asTenant(
                bank.id().value(),
                tx -> tx.list(question, Tuple.tuple(), row -> row.getString(0))));
  }

  /** As the superuser: the summary is written by the fold alone. */
  private void write(String statement) {
    try {
      io.batuta.testing.Facts.forge(statement);
    } catch (java.sql.SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private int id() {
    return bank.id().value();
  }
}
