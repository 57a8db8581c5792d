package io.batuta.dispatch;

import static io.batuta.dispatch.Due.NOON;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.batuta.ledger.ContactId;
import io.batuta.postgres.Sql;
import io.batuta.postgres.Tx;
import io.batuta.testing.Await;
import io.batuta.testing.DatabaseResource;
import io.batuta.testing.People;
import io.batuta.time.SimulatedClock;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A contact leaves with a permit, which nothing that ends contact can overtake. */
@QuarkusTest
class PermitTest {

  @Inject Sql sql;
  @Inject People people;

  private Due due;
  private RecordingGateway gateway;
  private final SimulatedClock clock = new SimulatedClock(NOON);

  @BeforeEach
  void a_bank_of_its_own() {
    due = new Due(sql, people);
    gateway = RecordingGateway.accepting(due.provider);
  }

  @Test
  void a_debtor_for_whom_something_is_being_written_waits_for_the_next_run_and_holds_up_nobody()
      throws SQLException {
    ContactId busy = due.contact();
    ContactId other = due.contact();
    due.rate(1, 100, 100, NOON);
    try (Connection writer = open()) {
      run(writer, "SELECT FROM debtor WHERE debtor_id = " + debtor(busy) + " FOR NO KEY UPDATE");
      DispatchReport report = dispatch(due.dispatcher(clock, gateway));
      assertEquals(1, report.sent());
      assertEquals(1, report.claimed());
      assertEquals(99, due.tokens());
      assertEquals("PLANNED", due.state(busy));
      assertEquals("SENT", due.state(other));
      assertEquals(0, dispatch(due.dispatcher(clock, gateway)).sent());
      writer.rollback();
    }
    assertEquals(1, dispatch(due.dispatcher(clock, gateway)).sent());
    assertEquals("SENT", due.state(busy));
  }

  /** The first claims are small: those who are busy must not hide those who come after them. */
  @Test
  void behind_many_who_are_busy_the_others_leave() throws SQLException {
    List<ContactId> busy = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      busy.add(due.contact(NOON.minusSeconds(7_200 - i), Due.EVENING));
    }
    ContactId other = due.contact();
    try (Connection writer = open()) {
      for (ContactId contact : busy) {
        run(
            writer,
            "SELECT FROM debtor WHERE debtor_id = " + debtor(contact) + " FOR NO KEY UPDATE");
      }
      assertEquals(1, dispatch(due.dispatcher(clock, gateway)).sent());
      assertEquals("SENT", due.state(other));
      writer.rollback();
    }
    assertEquals(60, dispatch(due.dispatcher(clock, gateway)).sent());
  }

  /** What a claim read of a debtor may have changed before the claim took the lock. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "UPDATE debtor SET status = 'deceased' WHERE debtor_id = %d",
        "UPDATE debtor SET balance_minor = 0 WHERE debtor_id = %d",
        "UPDATE debtor SET revoked_channels = '{SMS}' WHERE debtor_id = %d",
        "UPDATE debtor SET authorised_channels = '{EMAIL}' WHERE debtor_id = %d",
        "UPDATE debtor SET bound_channels = '{SMS}', given_channels = '{SMS}' WHERE debtor_id = %d",
        "INSERT INTO hold (creditor_id, debtor_id, why, held_by, held_at)"
            + " SELECT creditor_id, debtor_id, 'legal', 'test', now() FROM debtor WHERE debtor_id = %d",
        "INSERT INTO contact_fact (creditor_id, debtor_id, kind, occurred_at, recorded_at)"
            + " SELECT creditor_id, debtor_id, 'disputed', '2026-11-23T17:00Z', '2026-11-23T17:00Z'"
            + " FROM debtor WHERE debtor_id = %d"
      })
  void what_ended_contact_after_the_claim_was_read_is_kept_to(String ending) {
    ContactId contact = due.contact();
    due.ask(
        "UPDATE planned_contact SET planned_at = $2 WHERE contact_id = $1",
        Tuple.of(contact.value(), Due.utc(NOON.minus(Duration.ofHours(9)))));
    long debtor = debtor(contact);
    AtomicInteger claims = new AtomicInteger();
    // In the claim's own transaction, which its lock does not stop: as if it had committed between
    // what the claim read and its lock.
    ClaimStore store =
        new ClaimStore(sql, new ProviderRates(ConfigProvider.getConfig()), Due.ring()) {
          @Override
          Uni<Marked> mark(Tx tx, Round round, List<Judged> judged) {
            return (claims.getAndIncrement() > 0
                    ? Uni.createFrom().voidItem()
                    : tx.run(ending.formatted(debtor), Tuple.tuple()).replaceWithVoid())
                .chain(() -> super.mark(tx, round, judged));
          }
        };
    assertEquals(
        0, dispatch(due.dispatcher(store, clock, gateway, Due.PERMISSIVE, Due.PLAIN)).sent());
    // A stop is seen by the next claim; what the rules of this test allow stays.
    assertTrue(Set.of("PLANNED", "WITHHELD").contains(due.state(contact)));
    assertEquals(List.of(), gateway.calls);
  }

  /** What is due keeps its place, and leaves once it may. */
  @ParameterizedTest
  @ValueSource(strings = {"NULL", "'SMS'"})
  void while_everything_stands_still_nothing_is_claimed(String channel) {
    ContactId contact = due.contact();
    due.ask(
        "INSERT INTO standstill (creditor_id, channel, why, ordered_by, ordered_at) VALUES ($1, "
            + channel
            + ", 'test', 'test', now())",
        Tuple.of(due.bank.id().value()));
    assertEquals(DispatchReport.NOTHING, dispatch(due.dispatcher(clock, gateway)));
    assertEquals("PLANNED", due.state(contact));
    due.ask(
        "UPDATE standstill SET lifted_at = now(), lifted_by = 'test' WHERE creditor_id = $1",
        Tuple.of(due.bank.id().value()));
    assertEquals(1, dispatch(due.dispatcher(clock, gateway)).sent());
  }

  @Test
  void nothing_can_end_contact_between_the_permit_and_its_commit() {
    ContactId contact = due.contact();
    AtomicReference<String> refused = new AtomicReference<>();
    ClaimStore store =
        new ClaimStore(sql, new ProviderRates(ConfigProvider.getConfig()), Due.ring()) {
          @Override
          Uni<Marked> mark(Tx tx, Round round, List<Judged> judged) {
            return super.mark(tx, round, judged)
                .invoke(marked -> refused.set(stateOfEnding(contact)));
          }
        };
    dispatch(due.dispatcher(store, clock, gateway, Due.PERMISSIVE, Due.PLAIN));
    assertEquals("55P03", refused.get(), "lock_not_available");
    assertEquals(1, gateway.calls.size());
  }

  /** The state with which an ending fails that does not want to wait. */
  private String stateOfEnding(ContactId contact) {
    try (Connection ending = open()) {
      SQLException fault =
          assertThrows(
              SQLException.class,
              () ->
                  run(
                      ending,
                      "SELECT FROM debtor WHERE debtor_id = (SELECT debtor_id FROM planned_contact WHERE"
                          + " contact_id = '"
                          + contact.value()
                          + "') FOR NO KEY UPDATE NOWAIT"));
      return fault.getSQLState();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private long debtor(ContactId contact) {
    return due.row(contact).getLong("debtor_id");
  }

  private static Connection open() throws SQLException {
    var url = DatabaseResource.database();
    Connection connection = DriverManager.getConnection(url.jdbc(), url.user(), url.password());
    connection.setAutoCommit(false);
    return connection;
  }

  private static void run(Connection connection, String statement) throws SQLException {
    try (Statement run = connection.createStatement()) {
      run.execute(statement);
    }
  }

  private static DispatchReport dispatch(Dispatcher dispatcher) {
    return Await.on(() -> dispatcher.dispatchDue(100));
  }
}
