package io.batuta.portfolio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.batuta.portfolio.ImportOutcome.Broken;
import io.batuta.portfolio.ImportOutcome.Loaded;
import io.batuta.postgres.Sql;
import io.batuta.telemetry.Figures;
import io.batuta.testing.Await;
import io.batuta.testing.People;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class FileImportTest {

  private static final String CSV =
      "account_number,debtor_number,name,balance,due_date,phone_1\n"
          + "A1,D1,Ana Diaz,1250.50,2026-10-01,3333500001\n"
          + "A2,D2,Luis Paz,300,2026-11-01,3333500002\n";

  @Inject CreditorStore creditors;
  @Inject RepeatedImport repeated;
  @Inject PortfolioImport portfolio;
  @Inject Clock clock;
  @Inject Figures figures;
  @Inject Sql sql;
  @Inject People people;

  private Creditor bank;
  private int opened;

  @BeforeEach
  void a_bank_of_its_own() {
    bank = people.bank();
  }

  @Test
  void the_key_says_whose_the_file_is_and_how_it_is_packed() {
    assertEquals(2, loaded(load("/snapshot/2026/hoy.csv", "v1", bytes(CSV))).inserted());
    ImportReport again = loaded(load("/delta/hoy.csv.gz", "v1", FileBytesTest.gzip(bytes(CSV))));
    assertEquals(2, again.unchanged());
    assertEquals(ImportMode.DELTA, again.mode());
  }

  @Test
  void an_arrival_that_is_told_twice_is_loaded_once() {
    ImportReport first = loaded(load("/delta/a.csv", "v1", bytes(CSV)));
    assertEquals(first, loaded(load("/delta/a.csv", "v1", bytes(CSV))));
    assertEquals(1, opened);
    assertNotEquals(first.importId(), loaded(load("/delta/a.csv", "v2", bytes(CSV))).importId());
    assertEquals(2, opened);
    assertEquals(8, first.importId().version());
    assertEquals(2, first.importId().variant());
  }

  @Test
  void a_file_that_cannot_be_read_says_why_in_its_import_and_may_come_again() {
    Broken gone =
        assertInstanceOf(
            Broken.class,
            load(
                "/delta/a.csv",
                "v1",
                () -> {
                  throw new BrokenFile(0, null, "the object is gone");
                }));
    assertEquals("failed: the object is gone", row(gone));
    Broken zip =
        assertInstanceOf(Broken.class, load("/delta/z.csv", "v1", new byte[] {'P', 'K', 3, 4}));
    assertTrue(row(zip).contains("zip"), row(zip));
    Broken torn =
        assertInstanceOf(
            Broken.class,
            load(
                "/delta/t.csv.gz",
                "v1",
                java.util.Arrays.copyOf(FileBytesTest.gzip(bytes(CSV)), 60)));
    assertTrue(row(torn).contains("gzip is damaged"), row(torn));
    assertEquals(2, loaded(load("/delta/a.csv", "v1", bytes(CSV))).inserted());
  }

  @Test
  void a_store_that_is_away_or_a_line_that_breaks_is_tried_again() {
    assertThrows(
        FileStore.Unreachable.class,
        () ->
            load(
                "/delta/a.csv",
                "v1",
                () -> {
                  throw new FileStore.Unreachable("the bucket answered 503");
                }));
    assertEquals(List.of("failed: the bucket answered 503"), rows());
    InputStream broken =
        new InputStream() {
          @Override
          public int read() throws IOException {
            throw new IOException("reset by peer");
          }
        };
    Supplier<InputStream> half =
        () ->
            new SequenceInputStream(new ByteArrayInputStream(bytes(CSV.substring(0, 99))), broken);
    assertThrows(FileStore.Unreachable.class, () -> load("/delta/a.csv", "v1", half));
    assertTrue(rows().getFirst().contains("the connection ended"), rows().toString());
    assertEquals(2, loaded(load("/delta/a.csv", "v1", bytes(CSV))).inserted());
    assertEquals(List.of("loaded: "), rows());
  }

  @Test
  void what_is_none_of_ours_is_refused_by_name() {
    for (String key :
        List.of(
            "nobody/delta/a.csv:key: no creditor",
            bank.code() + "/delta/a.zip:key: must end",
            bank.code() + "/delta/a.xlsx:key: must end",
            bank.code() + "/full/a.csv:key: its second part",
            bank.code() + "/delta/:key: must read",
            "a.csv:key: must read")) {
      String[] said = key.split(":", 2);
      StoredFile file = new StoredFile("uploads", said[0], "v1", null, null, null, null);
      String refused = refused(file, "uploads");
      assertTrue(refused.startsWith(said[1]), refused);
    }
    assertTrue(refused(file("/delta/a.csv", "v1"), "others").startsWith("bucket: uploads is not"));
    assertThrows(
        IllegalStateException.class,
        () ->
            Await.on(
                () -> imports(null, () -> null).load(file("/delta/a.csv", "v1"), Instant.MAX)));
  }

  private String refused(StoredFile file, String bucket) {
    return String.valueOf(
        assertThrows(
                IllegalArgumentException.class,
                () -> Await.on(() -> imports(bucket, () -> null).load(file, Instant.MAX)))
            .getMessage());
  }

  private ImportOutcome load(String path, String version, byte[] stored) {
    return load(path, version, () -> new ByteArrayInputStream(stored));
  }

  private ImportOutcome load(String path, String version, Supplier<InputStream> stored) {
    return Await.on(() -> imports("uploads", stored).load(file(path, version), Instant.MAX));
  }

  private FileImport imports(String bucket, Supplier<InputStream> stored) {
    FileStore files =
        file -> {
          opened++;
          return stored.get();
        };
    return new FileImport(
        Optional.ofNullable(bucket), creditors, files, repeated, portfolio, clock, figures);
  }

  private StoredFile file(String path, String version) {
    return new StoredFile("uploads", bank.code() + path, version, null, null, null, null);
  }

  private String row(Broken broken) {
    ImportReport report =
        Await.on(() -> portfolio.report(bank.id(), broken.importId())).orElseThrow();
    return report.state() + ": " + report.failure();
  }

  private List<String> rows() {
    return Await.on(
        () ->
            sql.asTenant(
                bank.id().value(),
                tx ->
                    tx.list(
                        "SELECT state || ': ' || COALESCE(failure, '') FROM portfolio_import"
                            + " WHERE creditor_id = $1",
                        Tuple.of(bank.id().value()),
                        row -> row.getString(0))));
  }

  private static ImportReport loaded(ImportOutcome outcome) {
    return assertInstanceOf(Loaded.class, outcome, outcome.toString()).report();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
