package io.batuta.privacy;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.batuta.portfolio.Creditor;
import io.batuta.postgres.Sql;
import io.batuta.testing.Await;
import io.batuta.testing.People;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@QuarkusTest
class KeyRingTest {

  @Inject Sql sql;
  @Inject People people;
  @Inject Clock clock;

  private Creditor bank;
  private int creditor;

  @BeforeEach
  void a_bank_without_a_key() {
    bank = people.bank();
    creditor = bank.id().value();
  }

  /** A process of its own, with the master key of the tests or another. */
  private KeyRing process(String master) {
    return new KeyRing(List.of(new MasterKey(Optional.empty(), Optional.of(master))), clock);
  }

  private KeyRing process() {
    return process(MASTER);
  }

  private static final String MASTER =
      Base64.getEncoder()
          .encodeToString(
              "0123456789abcdef0123456789abcdef"
                  .getBytes(java.nio.charset.StandardCharsets.US_ASCII));

  @Test
  void a_creditor_has_one_key_whoever_asks_first() {
    byte[] wrapped = key(process()).wrap("D1", DataKey.fresh());
    key(process()).unwrap("D1", wrapped);
    assertEquals(1, keys());
  }

  /** Made under a master key that is lost: its creditor cannot be read, and everybody else can. */
  @Test
  void a_key_that_cannot_be_opened_is_missing_and_stops_no_other() {
    key(process(Base64.getEncoder().encodeToString(new byte[DataKey.BYTES])));
    int broken = creditor;
    a_bank_without_a_key();
    key(process());
    KeyRing ring = process();
    assertEquals(
        Set.of(creditor),
        Await.on(() -> sql.acrossTenants(tx -> ring.ofCreditors(tx, List.of(broken, creditor))))
            .keySet());
  }

  @Test
  void two_that_make_it_at_once_take_the_same() {
    KeyRing one = process();
    KeyRing other = process();
    List<CreditorKey> both =
        Await.on(
            () ->
                Uni.join()
                    .all(
                        sql.asTenant(creditor, tx -> one.ofCreditor(tx, creditor)),
                        sql.asTenant(creditor, tx -> other.ofCreditor(tx, creditor)))
                    .andFailFast());
    both.get(1).unwrap("D1", both.get(0).wrap("D1", DataKey.fresh()));
    assertEquals(1, keys());
  }

  @Test
  void a_key_whose_transaction_is_taken_back_has_never_been() {
    KeyRing ring = process();
    assertThrows(
        RuntimeException.class,
        () ->
            Await.on(
                () ->
                    sql.asTenant(
                        creditor,
                        tx ->
                            ring.ofCreditor(tx, creditor)
                                .chain(() -> ring.ofCreditor(tx, creditor))
                                .chain(
                                    () ->
                                        Uni.createFrom()
                                            .<Void>failure(new IllegalStateException("back"))))));
    assertEquals(0, keys());
    byte[] wrapped = key(ring).wrap("D1", DataKey.fresh());
    key(process()).unwrap("D1", wrapped);
    assertEquals(1, keys());
  }

  @Test
  void another_master_key_reads_nothing_and_makes_nothing() {
    key(process());
    KeyRing stranger = process(Base64.getEncoder().encodeToString(new byte[32]));
    assertThrows(CannotDecrypt.class, () -> key(stranger));
    assertEquals(1, keys());
  }

  @Test
  void without_a_master_key_it_says_which_settings_are_missing() {
    KeyRing ring = new KeyRing(List.of(new MasterKey(Optional.empty(), Optional.of(""))), clock);
    IllegalStateException missing = assertThrows(IllegalStateException.class, () -> key(ring));
    assertTrue(String.valueOf(missing.getMessage()).contains("BATUTA_PRIVACY_KEY_FILE"));
  }

  @Test
  void a_person_keeps_the_key_it_was_given_first() {
    PersonKeys keys = new PersonKeys(sql, process());
    Map<String, DataKey> first =
        Await.on(() -> keys.ofNumbers(creditor, List.of("D1", "D2", "D1")));
    Map<String, DataKey> second = Await.on(() -> keys.ofNumbers(creditor, List.of("D2", "D3")));
    assertEquals(2, first.size());
    assertArrayEquals(first.get("D2").bytes(), second.get("D2").bytes());
    assertFalse(java.util.Arrays.equals(first.get("D1").bytes(), first.get("D2").bytes()));
  }

  @Test
  void two_files_at_once_give_a_person_one_key() {
    PersonKeys one = new PersonKeys(sql, process());
    PersonKeys other = new PersonKeys(sql, process());
    List<String> numbers = java.util.stream.IntStream.range(0, 500).mapToObj(i -> "N" + i).toList();
    key(process());
    List<Map<String, DataKey>> both =
        Await.on(
            () ->
                Uni.join()
                    .all(one.ofNumbers(creditor, numbers), other.ofNumbers(creditor, numbers))
                    .andFailFast());
    for (String number : numbers) {
      assertArrayEquals(both.get(0).get(number).bytes(), both.get(1).get(number).bytes());
    }
  }

  @Test
  void the_master_key_is_read_from_a_file(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("key");
    Files.writeString(file, MASTER + "\n");
    MasterKey master = new MasterKey(Optional.of(file.toString()), Optional.empty());
    byte[] wrapped = master.wrap(new byte[32], "creditor/1").await().indefinitely();
    assertArrayEquals(new byte[32], master.unwrap(wrapped, "creditor/1").await().indefinitely());
    assertThrows(
        CannotDecrypt.class, () -> master.unwrap(wrapped, "creditor/2").await().indefinitely());
    Files.writeString(file, "short");
    MasterKey bad = new MasterKey(Optional.of(file.toString()), Optional.empty());
    IllegalStateException refused =
        assertThrows(
            IllegalStateException.class, () -> bad.wrap(new byte[32], "a").await().indefinitely());
    assertFalse(String.valueOf(refused.getMessage()).contains("short"));
  }

  private CreditorKey key(KeyRing ring) {
    return Await.on(() -> sql.asTenant(creditor, tx -> ring.ofCreditor(tx, creditor)));
  }

  private int keys() {
    return Await.on(
            () ->
                sql.asTenant(
                    creditor,
                    tx ->
                        tx.first(
                            "SELECT count(*)::int4 FROM creditor_key WHERE creditor_id = $1",
                            Tuple.of(creditor),
                            row -> row.getInteger(0))))
        .orElseThrow();
  }
}
