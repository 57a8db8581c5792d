package io.batuta.portfolio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.batuta.portfolio.ImportOutcome.Broken;
import io.batuta.portfolio.ImportOutcome.Loaded;
import io.batuta.postgres.Sql;
import io.batuta.telemetry.Figures;
import io.batuta.testing.Await;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Loads files as a lender does, over HTTP or into the bucket, and looks what became of them. */
@ApplicationScoped
class ImportDesk {

  static final String HEADER =
      "account_number,debtor_number,name,balance,due_date,phone_1,phone_2,email_1,segment\n";
  static final String TWO_ROWS =
      HEADER
          + "A1,D1,Ana Diaz,1250.50,2026-10-01,3333500001,3333600001,ana@example.com,gold\n"
          + "A2,D2,Luis Paz,300,2026-11-01,3333500002,,luis@example.com,\n";

  private final PortfolioImport portfolio;
  private final CreditorStore creditors;
  private final RepeatedImport repeated;
  private final Clock clock;
  private final Figures figures;
  private final Sql sql;

  ImportDesk(
      PortfolioImport portfolio,
      CreditorStore creditors,
      RepeatedImport repeated,
      Clock clock,
      Figures figures,
      Sql sql) {
    this.portfolio = portfolio;
    this.creditors = creditors;
    this.repeated = repeated;
    this.clock = clock;
    this.figures = figures;
    this.sql = sql;
  }

  /** A delta over HTTP, which loads. */
  ImportReport load(Creditor bank, String file) {
    return load(bank, ImportMode.DELTA, file);
  }

  ImportReport load(Creditor bank, ImportMode mode, String file) {
    return loaded(Await.on(() -> portfolio.load(bank, mode, stream(file))));
  }

  Broken broken(Creditor bank, InputStream file) {
    return assertInstanceOf(
        Broken.class, Await.on(() -> portfolio.load(bank, ImportMode.DELTA, file)));
  }

  /** Into the bucket: what is opened there, read until then at most. */
  ImportOutcome put(StoredFile file, Supplier<InputStream> stored, Instant until) {
    return Await.on(() -> putting(file, stored, until));
  }

  ImportOutcome put(StoredFile file, String csv) {
    return put(file, () -> stream(csv), Instant.MAX);
  }

  Uni<ImportOutcome> putting(StoredFile file, Supplier<InputStream> stored, Instant until) {
    FileStore files = opened -> stored.get();
    return new FileImport(
            Optional.of("uploads"), creditors, files, repeated, portfolio, clock, figures)
        .load(file, until);
  }

  /**
   * A version of an object of this bank, as its arrival is told.
   *
   * @param path from the mode on: {@code /delta/a.csv}
   */
  static StoredFile file(Creditor bank, String path, String version, Instant arrivedAt) {
    return new StoredFile("uploads", bank.code() + path, version, null, null, version, arrivedAt);
  }

  static ImportReport loaded(ImportOutcome outcome) {
    return assertInstanceOf(Loaded.class, outcome, outcome.toString()).report();
  }

  /** Rows, then what became of them. */
  static List<Long> counts(ImportReport r) {
    return List.of(
        r.rows(), r.inserted(), r.updated(), r.unchanged(), r.rejected(), r.valuesRefused());
  }

  void assertNothing(Creditor bank) {
    assertEquals(
        "0 0 0",
        text(
            bank,
            "SELECT (SELECT count(*) FROM debtor WHERE creditor_id = $1) || ' ' || (SELECT count(*) FROM account"
                + " WHERE creditor_id = $1) || ' ' || (SELECT count(*) FROM import_row WHERE creditor_id = $1)"));
  }

  String debt(Creditor bank, String debtor) {
    return text(
        bank,
        "SELECT concat_ws(' ', balance_minor, due_date) FROM debtor WHERE creditor_id = $1 AND number = '"
            + debtor
            + "'");
  }

  String status(Creditor bank, String account) {
    return text(
        bank, "SELECT status FROM account WHERE creditor_id = $1 AND number = '" + account + "'");
  }

  /** Each import with its failure, the latest arrival last. */
  String states(Creditor bank) {
    return text(
        bank,
        "SELECT COALESCE(string_agg(concat_ws(': ', state, failure), ', ' ORDER BY arrived_at, started_at), '')"
            + " FROM portfolio_import WHERE creditor_id = $1");
  }

  /** The one text that a statement about this bank ($1) answers. */
  String text(Creditor bank, String statement) {
    return Await.on(
            () ->
                sql.asTenant(
                    bank.id().value(),
                    tx ->
                        tx.first(statement, Tuple.of(bank.id().value()), row -> row.getString(0))))
        .orElseThrow();
  }

  static InputStream stream(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }
}
