package io.batuta.dispatch;

import static io.batuta.dispatch.Due.NOON;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.batuta.ledger.ContactId;
import io.batuta.postgres.DatabaseUrl;
import io.batuta.postgres.Sql;
import io.batuta.testing.Await;
import io.batuta.testing.DatabaseResource;
import io.batuta.testing.People;
import io.batuta.time.SimulatedClock;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A database that is behind what is remembered outside sends nothing. */
@QuarkusTest
class FenceTest {

  @Inject Sql sql;
  @Inject People people;
  @TempDir Path folder;

  private Due due;

  @BeforeEach
  void a_bank_of_its_own() {
    due = new Due(sql, people);
  }

  @AfterEach
  void nobody_else_is_fenced() {
    due.ask("UPDATE installation SET fenced_at = NULL, fenced_below = NULL", Tuple.tuple());
  }

  @Test
  void each_run_counts_in_the_database_and_outside() {
    long before = generation();
    KeptNumber outside = KeptNumber.of(before);
    assertTrue(lets(outside));
    assertTrue(lets(outside));
    assertEquals(before + 2, generation());
    assertEquals(before + 2, outside.number);
  }

  @Test
  void a_run_that_died_before_it_remembered_is_no_restore() {
    KeptNumber outside = KeptNumber.of(Math.max(0, generation() - 1));
    assertTrue(lets(outside));
  }

  @Test
  void a_database_that_is_behind_sends_nothing_until_a_person_confirms() throws Exception {
    ContactId contact = due.contact();
    KeptNumber outside = KeptNumber.of(generation() + 1);
    RecordingGateway gateway = RecordingGateway.accepting(due.provider);
    Dispatcher dispatcher =
        due.dispatcher(
            due.store(),
            new Fence(sql, outside),
            new SimulatedClock(NOON),
            gateway,
            Due.PERMISSIVE,
            Due.PLAIN);
    assertEquals(DispatchReport.NOTHING, Await.on(() -> dispatcher.dispatchDue(500)));
    assertEquals(DispatchReport.NOTHING, Await.on(() -> dispatcher.dispatchDue(500)));
    assertEquals(0, gateway.calls.size());
    assertEquals("PLANNED", due.state(contact));
    confirmed(contact);
  }

  /** In a transaction that is taken back: it concerns every contact of the database. */
  private static void confirmed(ContactId contact) throws Exception {
    DatabaseUrl url = DatabaseResource.database();
    try (Connection connection =
            DriverManager.getConnection(url.jdbc(), url.user(), url.password());
        Statement run = connection.createStatement()) {
      connection.setAutoCommit(false);
      run.execute("SELECT confirm_restored_database('a person')");
      assertEquals(
          "UNCERTAIN",
          text(
              run,
              "SELECT state FROM planned_contact WHERE contact_id = '" + contact.value() + "'"));
      assertEquals(
          "uncertain",
          text(run, "SELECT kind FROM contact_fact WHERE contact_id = '" + contact.value() + "'"));
      assertEquals("t", text(run, "SELECT fenced_at IS NULL FROM installation"));
      assertEquals("0", text(run, "SELECT confirm_restored_database('a person')"));
      connection.rollback();
    }
  }

  @Test
  void where_the_place_outside_cannot_be_asked_nothing_leaves() {
    Memory broken =
        new Memory() {
          @Override
          public boolean exists() {
            return true;
          }

          @Override
          public Uni<Long> recall() {
            return Uni.createFrom().failure(new IllegalStateException("gone"));
          }

          @Override
          public Uni<Void> keep(long number) {
            return Uni.createFrom().failure(new IllegalStateException("gone"));
          }
        };
    assertThrows(IllegalStateException.class, () -> lets(broken));
  }

  @Test
  void a_file_keeps_the_greatest_number() throws Exception {
    Path file = folder.resolve("generation");
    FileMemory memory = new FileMemory(Optional.of(file.toString()));
    assertEquals(0, on(memory.recall()));
    on(memory.keep(7));
    on(memory.keep(5));
    assertEquals(7, on(new FileMemory(Optional.of(file.toString())).recall()));
    on(memory.keep(12));
    assertEquals(12, on(memory.recall()));
    assertEquals(20, Files.size(file));
    assertFalse(new FileMemory(Optional.empty()).exists());
  }

  private boolean lets(Memory memory) {
    return Await.on(() -> new Fence(sql, memory).lets(NOON));
  }

  private static <T> T on(Uni<T> uni) {
    return uni.await().atMost(Duration.ofSeconds(10));
  }

  private long generation() {
    return due.ask("SELECT generation FROM installation", Tuple.tuple()).getFirst().getLong(0);
  }

  private static String text(Statement run, String query) throws Exception {
    try (ResultSet row = run.executeQuery(query)) {
      row.next();
      return row.getString(1);
    }
  }
}
