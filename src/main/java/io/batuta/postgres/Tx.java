package io.batuta.postgres;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** One open transaction, in the role and scope it was begun with. Not for use after it ended. */
public final class Tx {

  private final SqlConnection connection;

  Tx(SqlConnection connection) {
    this.connection = connection;
  }

  /**
   * Runs a named statement. Rows as Postgres gives them; {@code rowCount()} for what was written.
   */
  public Uni<RowSet<Row>> run(SqlFile statement, Tuple arguments) {
    return run(statement.text(), arguments);
  }

  /** Runs a statement by key, five lines at most; longer ones have a file. */
  public Uni<RowSet<Row>> run(String statement, Tuple arguments) {
    return connection.preparedQuery(statement).execute(arguments);
  }

  /** Runs and maps each row, in order. Empty when nothing came. */
  public <T> Uni<List<T>> list(SqlFile statement, Tuple arguments, Function<Row, T> map) {
    return list(statement.text(), arguments, map);
  }

  /** Runs and maps each row, in order. Empty when nothing came. */
  public <T> Uni<List<T>> list(String statement, Tuple arguments, Function<Row, T> map) {
    return run(statement, arguments).map(rows -> mapped(rows, map));
  }

  static <T> List<T> mapped(RowSet<Row> rows, Function<Row, T> map) {
    List<T> mapped = new ArrayList<>(rows.size());
    rows.forEach(row -> mapped.add(map.apply(row)));
    return List.copyOf(mapped);
  }

  /** Runs and maps the first row; empty when nothing came. */
  public <T> Uni<Optional<T>> first(SqlFile statement, Tuple arguments, Function<Row, T> map) {
    return list(statement, arguments, map).map(all -> all.stream().findFirst());
  }

  /** Runs and maps the first row; empty when nothing came. */
  public <T> Uni<Optional<T>> first(String statement, Tuple arguments, Function<Row, T> map) {
    return list(statement, arguments, map).map(all -> all.stream().findFirst());
  }

  /** The connection itself, for cursors ({@code RowStream}) over large answers. */
  public SqlConnection connection() {
    return connection;
  }
}
