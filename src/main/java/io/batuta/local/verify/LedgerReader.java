package io.batuta.local.verify;

import io.batuta.ledger.DaySeal;
import io.batuta.ledger.LeafTile;
import io.batuta.portfolio.CreditorId;
import io.batuta.postgres.SqlFile;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads facts, leaves and seals over one connection. Facts by the very statement that sealed them;
 * functions are Postgres' own, whatever else the database has by their names.
 */
final class LedgerReader {

  static final int PAGE = 10_000;

  private static final String LEAVES = SqlFile.of(DaySeal.class, "read-leaves.sql").text();
  private static final Pattern PARAMETER = Pattern.compile("\\$(\\d)");
  private static final DateTimeFormatter MONTH = DateTimeFormatter.ofPattern("yyyy_MM");

  private final Connection database;

  /** A creditor by id and code. */
  record Named(CreditorId id, String code) {}

  /** A tile, and the root that was kept beside it. */
  record KeptTile(LeafTile leaves, byte[] root) {}

  /** A fact as it is now. */
  record Content(OffsetDateTime recordedAt, long fact, String content) {}

  /** Makes one row into a value. */
  @FunctionalInterface
  private interface Shape<T> {
    T of(ResultSet row) throws SQLException;
  }

  /** Reads as batuta_reader where the login may, so that row level security hides nothing. */
  LedgerReader(Connection database) throws SQLException {
    this.database = database;
    database.setReadOnly(true);
    boolean asReader =
        one(
                """
                SELECT pg_has_role(current_user, 'batuta_reader', 'MEMBER') AND NOT rolsuper
                FROM pg_roles WHERE rolname = current_user
                """,
                row -> row.getBoolean(1))
            .orElse(false);
    if (asReader) {
      run("SET ROLE batuta_reader");
    }
    run("SET search_path = pg_catalog, public");
  }

  List<Named> creditors(@Nullable String code) throws SQLException {
    return list(
        """
        SELECT creditor_id, code FROM creditor
        WHERE ?::text IS NULL OR code = ? ORDER BY creditor_id
        """,
        row -> new Named(new CreditorId(row.getInt(1)), row.getString(2)),
        code,
        code);
  }

  List<DaySeal> seals(CreditorId creditor, LocalDate from, LocalDate to) throws SQLException {
    return list(
        """
        SELECT day, facts, root, previous, sealed_at FROM ledger_seal
        WHERE creditor_id = ? AND day BETWEEN ?::date AND ?::date ORDER BY day
        """,
        row ->
            new DaySeal(
                creditor,
                row.getObject(1, LocalDate.class),
                row.getLong(2),
                row.getBytes(3),
                row.getBytes(4),
                row.getObject(5, OffsetDateTime.class).toInstant()),
        creditor.value(),
        from.toString(),
        to.toString());
  }

  Optional<KeptTile> tile(DaySeal seal, int number) throws SQLException {
    return one(
        """
        SELECT fact_ids, hashes, root FROM ledger_tile
        WHERE creditor_id = ? AND day = ?::date AND tile = ?
        """,
        row ->
            new KeptTile(
                LeafTile.of(number, (Long[]) row.getArray(1).getArray(), row.getBytes(2)),
                row.getBytes(3)),
        seal.creditor().value(),
        seal.day().toString(),
        number);
  }

  /** The hash that was kept of a fact when its day was sealed. */
  Optional<byte[]> sealedHash(DaySeal seal, long fact) throws SQLException {
    return one(
        """
        SELECT substr(hashes, 32 * (array_position(fact_ids, ?::bigint) - 1) + 1, 32)
        FROM ledger_tile WHERE creditor_id = ? AND day = ?::date AND ?::bigint = ANY (fact_ids)
        """,
        row -> row.getBytes(1),
        fact,
        seal.creditor().value(),
        seal.day().toString(),
        fact);
  }

  boolean hasFact(CreditorId creditor, long fact) throws SQLException {
    return one(
            "SELECT FROM contact_fact WHERE creditor_id = ? AND fact_id = ? LIMIT 1",
            row -> true,
            creditor.value(),
            fact)
        .isPresent();
  }

  /** The first fact of a creditor before a day. */
  Optional<Content> firstBefore(CreditorId creditor, LocalDate day) throws SQLException {
    return one(
        """
        SELECT recorded_at, fact_id FROM contact_fact
        WHERE creditor_id = ? AND recorded_at < ? ORDER BY recorded_at, fact_id LIMIT 1
        """,
        row -> new Content(row.getObject(1, OffsetDateTime.class), row.getLong(2), ""),
        creditor.value(),
        utc(DaySeal.begin(day)));
  }

  /** How many facts of a creditor there are from a day on. */
  long countFrom(CreditorId creditor, LocalDate day) throws SQLException {
    return one(
            "SELECT count(*) FROM contact_fact WHERE creditor_id = ? AND recorded_at >= ?",
            row -> row.getLong(1),
            creditor.value(),
            utc(DaySeal.begin(day)))
        .orElse(0L);
  }

  /** The table with a day's facts: the ledger, or a month that was let go of; empty when gone. */
  Optional<String> tableOf(LocalDate day) throws SQLException {
    String month = "contact_fact_" + MONTH.format(day);
    return one(
        """
        SELECT CASE WHEN EXISTS (SELECT FROM pg_inherits WHERE inhrelid = found.id)
          THEN 'public.contact_fact' ELSE 'public.' || ? END
        FROM (SELECT to_regclass('public.' || ?) AS id) AS found WHERE found.id IS NOT NULL
        """,
        row -> row.getString(1),
        month,
        month);
  }

  /** A page of a day's facts after one; see read-leaves.sql. */
  List<Content> leaves(String table, DaySeal seal, OffsetDateTime after, long fact)
      throws SQLException {
    Object[] given = {
      database.createArrayOf("int4", new Integer[] {seal.creditor().value()}),
      after,
      fact,
      utc(DaySeal.begin(seal.day().plusDays(1))),
      PAGE
    };
    String text = LEAVES.replaceAll("(?m)^--.*$", "").replace("contact_fact f", table + " f");
    List<Object> inOrder = new ArrayList<>();
    Matcher parameter = PARAMETER.matcher(text);
    while (parameter.find()) {
      inOrder.add(given[Integer.parseInt(parameter.group(1)) - 1]);
    }
    return list(
        parameter.replaceAll("?"),
        row ->
            new Content(
                row.getObject("recorded_at", OffsetDateTime.class),
                row.getLong("fact_id"),
                row.getString("leaf")),
        inOrder.toArray());
  }

  static OffsetDateTime utc(Instant at) {
    return at.atOffset(ZoneOffset.UTC);
  }

  private <T> Optional<T> one(String statement, Shape<T> shape, @Nullable Object... arguments)
      throws SQLException {
    return list(statement, shape, arguments).stream().findFirst();
  }

  private <T> List<T> list(String statement, Shape<T> shape, @Nullable Object... arguments)
      throws SQLException {
    try (PreparedStatement ask = database.prepareStatement(statement)) {
      for (int i = 0; i < arguments.length; i++) {
        ask.setObject(i + 1, arguments[i]);
      }
      List<T> found = new ArrayList<>();
      try (ResultSet rows = ask.executeQuery()) {
        while (rows.next()) {
          found.add(shape.of(rows));
        }
      }
      return found;
    }
  }

  private void run(String statement) throws SQLException {
    try (PreparedStatement order = database.prepareStatement(statement)) {
      order.execute();
    }
  }
}
