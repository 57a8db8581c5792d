package io.batuta.callback;

import static io.batuta.callback.Told.next;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.batuta.callback.Answer.Stored;
import io.batuta.callback.Sent.Contact;
import io.batuta.channel.ProviderEvent;
import io.batuta.channel.RawCallback;
import io.batuta.portfolio.Channel;
import io.batuta.portfolio.Creditor;
import io.batuta.portfolio.DebtorId;
import io.batuta.postgres.Sql;
import io.batuta.privacy.AddressHash;
import io.batuta.testing.Await;
import io.batuta.testing.DatabaseResource;
import io.batuta.testing.People;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.vertx.pgclient.PgException;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The lane of replies: by which hour, and who waits for whom. */
@QuarkusTest
class WeightyReportsTest {

  private static final Duration WAITED = Duration.ofSeconds(40);

  @Inject People people;
  @Inject Sent sent;
  @Inject Told told;
  @Inject CallbackStore store;
  @Inject Matching matching;
  @Inject Consequences consequences;
  @Inject Sql sql;
  @Inject AddressHash hash;

  private Creditor bank;

  @BeforeEach
  void a_bank_of_its_own() {
    bank = people.bank();
  }

  /** A plan made while the call waited would count as newer than the stop, and stand. */
  @Test
  void a_stop_counts_from_the_hour_at_which_it_is_written_not_at_which_its_call_came() {
    Contact contact = sms("1");
    assertEquals(List.of(new Stored(1, 1, 1)), take(Sent.NOW.plus(WAITED), stop(contact)));
    assertEquals(
        List.of(Sent.NOW.plus(WAITED).toString()),
        sent.ask(
            "SELECT to_char(recorded_at AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"')"
                + " FROM contact_fact WHERE debtor_id = $1 AND kind = 'opted_out'",
            contact.debtor().value()));
  }

  @Test
  void a_call_from_a_clock_ahead_of_ours_is_written_at_its_own_hour() {
    Contact contact = sms("2");
    take(Sent.NOW.minus(WAITED), stop(contact));
    assertEquals(
        List.of("2026-11-23T15:00Z"),
        sent.ask(
            "SELECT recorded_at FROM contact_fact WHERE debtor_id = $1 AND kind = 'opted_out'",
            contact.debtor().value()));
  }

  @Test
  void a_row_that_somebody_holds_stops_its_own_call_after_a_while_and_no_other() throws Exception {
    Contact held = sms("3");
    Contact free = sms("4");
    try (Connection stuck = open();
        Statement run = stuck.createStatement()) {
      stuck.setAutoCommit(false);
      run.execute(
          "SELECT FROM planned_contact WHERE contact_id = '" + held.id().value() + "' FOR UPDATE");
      CompletableFuture<Answer> its = beside(() -> told.take(Told.reply(held, "BAJA", Told.LATER)));
      CompletableFuture<Answer> other =
          beside(() -> told.take(Told.reply(free, "BAJA", Told.LATER)));
      assertEquals(new Stored(1, 1, 1), other.get(30, TimeUnit.SECONDS));
      assertInstanceOf(Answer.Unavailable.class, its.get(30, TimeUnit.SECONDS));
      stuck.rollback();
    }
    assertTrue(sent.facts(free.debtor()).contains("opted_out"));
    assertEquals(List.of("sent"), sent.facts(held.debtor()));
    assertEquals(new Stored(1, 1, 1), told.take(Told.reply(held, "BAJA", Told.LATER)));
  }

  @Test
  void a_login_that_is_refused_is_told_to_the_whole_batch_at_once() {
    for (String state : List.of("28P01", "28000", "57P01")) {
      assertEquals(2, batchesUntilAllFailed(state), state + ": the first, and the rest together");
    }
    assertEquals(5, batchesUntilAllFailed("23505"), "else each is tried alone");
  }

  /** Three come while the first is written; answers how many batches were begun. */
  private int batchesUntilAllFailed(String state) {
    List<Integer> batches = new ArrayList<>();
    List<CompletableFuture<Void>> writes = new ArrayList<>();
    WeightyReports refused =
        new WeightyReports(store, matching, sql, Clock.systemUTC()) {
          @Override
          Uni<List<Answer>> take(List<Call> calls) {
            batches.add(calls.size());
            CompletableFuture<Void> write = new CompletableFuture<>();
            writes.add(write);
            return Uni.createFrom()
                .completionStage(write)
                .chain(
                    () ->
                        Uni.createFrom()
                            .failure(new PgException("refused", "FATAL", state, "detail")));
          }
        };
    Lanes lanes =
        new Lanes(Runnable::run, Runnable::run, new PlainReports(store, matching), refused);
    List<CompletableFuture<Answer>> answers = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      answers.add(lanes.take(call(stop(null))).subscribeAsCompletionStage());
    }
    for (int i = 0; i < writes.size(); i++) {
      writes.get(i).complete(null);
    }
    answers.forEach(answer -> assertThrows(Exception.class, answer::join));
    return batches.size();
  }

  private List<Answer> take(Instant written, ProviderEvent event) {
    Clock clock = Clock.fixed(written, ZoneOffset.UTC);
    WeightyReports reports = new WeightyReports(store, matching, sql, clock);
    return Await.on(() -> reports.take(List.of(call(event))));
  }

  private Call call(ProviderEvent event) {
    return new Call(
        "sandbox",
        new RawCallback(Map.of(), new byte[] {'x'}, Sent.NOW),
        List.of(CallbackEvent.of(event, hash)));
  }

  /** Said to the provider itself; about nobody where there is no contact. */
  private static ProviderEvent stop(@Nullable Contact contact) {
    return new ProviderEvent(
        "sandbox",
        "w-" + ProcessHandle.current().pid() + "-" + next(),
        Channel.SMS,
        null,
        contact == null ? null : contact.id(),
        ProviderEvent.Kind.OPTED_OUT,
        Told.LATER,
        null,
        false,
        null,
        null);
  }

  private static CompletableFuture<Answer> beside(Supplier<Answer> work) {
    return CompletableFuture.supplyAsync(work, task -> new Thread(task).start());
  }

  private Contact sms(String number) {
    DebtorId debtor = people.debtor(bank, number, Sent.NIGHT);
    return sent.contact(bank, debtor, Channel.SMS, "SENT", "+57310" + (1_000_000 + next()));
  }

  private static Connection open() throws SQLException {
    var url = DatabaseResource.database();
    return DriverManager.getConnection(url.jdbc(), url.user(), url.password());
  }
}
