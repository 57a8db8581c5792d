package io.batuta.testing;

import io.batuta.ledger.ContactFact;
import io.batuta.ledger.FactKind;
import io.batuta.ledger.LedgerStore;
import io.batuta.ledger.Reason;
import io.batuta.portfolio.Channel;
import io.batuta.portfolio.Creditor;
import io.batuta.portfolio.DebtorId;
import io.batuta.postgres.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Puts facts into the ledger for tests, and looks at it as its superuser. */
@ApplicationScoped
public class Facts {

  private final Sql sql;
  private final LedgerStore ledger;

  Facts(Sql sql, LedgerStore ledger) {
    this.sql = sql;
    this.ledger = ledger;
  }

  /** So many facts that a contact was withheld, as a run with that now would tell them. */
  public void tell(Creditor creditor, DebtorId debtor, Instant recordedAt, int facts) {
    List<ContactFact> told =
        IntStream.range(0, facts)
            .mapToObj(
                i ->
                    ContactFact.about(creditor.id(), debtor, FactKind.WITHHELD, recordedAt)
                        .on(Channel.SMS, null)
                        .because(Reason.OUTSIDE_WINDOW))
            .toList();
    Await.on(
        () ->
            sql.asTenant(
                creditor.id().value(),
                tx ->
                    ledger
                        .ensureMonths(tx, recordedAt.atOffset(ZoneOffset.UTC).toLocalDate(), 1)
                        .chain(() -> ledger.append(tx, told, recordedAt))));
  }

  /** The ids of a creditor's facts, in the order of the seal. */
  public List<Long> ids(Creditor creditor) throws SQLException {
    try (Connection database = open();
        Statement run = database.createStatement();
        ResultSet rows =
            run.executeQuery(
                "SELECT fact_id FROM contact_fact WHERE creditor_id = %d ORDER BY recorded_at, fact_id"
                    .formatted(creditor.id().value()))) {
      List<Long> ids = new ArrayList<>();
      while (rows.next()) {
        ids.add(rows.getLong(1));
      }
      return ids;
    }
  }

  /** As the superuser, past every trigger. */
  public static void forge(String statement) throws SQLException {
    try (Connection database = open();
        Statement run = database.createStatement()) {
      run.execute("SET session_replication_role = replica");
      run.execute(statement);
    }
  }

  /** As the superuser. */
  public static Connection open() throws SQLException {
    var url = DatabaseResource.database();
    return DriverManager.getConnection(url.jdbc(), url.user(), url.password());
  }
}
