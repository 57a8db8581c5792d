package io.batuta.portfolio;

import io.batuta.postgres.Saved;
import io.batuta.postgres.Sessions;
import io.batuta.postgres.Sql;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.ZoneId;
import java.util.Currency;
import java.util.List;
import java.util.Optional;

/** The lenders of this installation. */
@ApplicationScoped
public class CreditorStore {

  private static final String COLUMNS =
      "SELECT creditor_id, code, name, country, region, currency, time_zone, supervisor, fictional FROM creditor";

  private final Sql sql;
  private final Sessions sessions;

  CreditorStore(Sql sql, Sessions sessions) {
    this.sql = sql;
    this.sessions = sessions;
  }

  /** The creditor of that code; empty when there is none. */
  public Uni<Optional<Creditor>> byCode(String code) {
    return sql.acrossTenants(
        tx -> tx.first(COLUMNS + " WHERE code = $1", Tuple.of(code), CreditorStore::creditor));
  }

  /** All creditors, by id. */
  public Uni<List<Creditor>> all() {
    return sql.acrossTenants(
        tx -> tx.list(COLUMNS + " ORDER BY creditor_id", Tuple.tuple(), CreditorStore::creditor));
  }

  /** Writes what is said of the creditor of that code, as a new one if there was none. */
  public Uni<Saved<Creditor>> put(String code, CreditorTerms terms) {
    return sessions.saveAcrossTenants(
        session ->
            StoredCreditor.<StoredCreditor>find("code", code)
                .firstResult()
                .chain(found -> found == null ? insert(code, terms) : update(found, terms)));
  }

  private static Uni<Saved<Creditor>> insert(String code, CreditorTerms terms) {
    StoredCreditor row = new StoredCreditor();
    row.code = code;
    row.take(terms);
    return row.<StoredCreditor>persistAndFlush().map(done -> new Saved<>(done.toRecord(), true));
  }

  private static Uni<Saved<Creditor>> update(StoredCreditor row, CreditorTerms terms) {
    row.take(terms);
    return row.<StoredCreditor>persistAndFlush().map(done -> new Saved<>(done.toRecord(), false));
  }

  private static Creditor creditor(Row row) {
    return new Creditor(
        new CreditorId(row.getInteger("creditor_id")),
        row.getString("code"),
        row.getString("name"),
        row.getString("country"),
        row.getString("region"),
        Currency.getInstance(row.getString("currency")),
        ZoneId.of(row.getString("time_zone")),
        row.getString("supervisor"),
        row.getBoolean("fictional"));
  }
}
