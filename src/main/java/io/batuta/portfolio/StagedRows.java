package io.batuta.portfolio;

import static io.batuta.postgres.Columns.column;
import static java.util.stream.Collectors.joining;

import io.batuta.portfolio.ImportRow.Point;
import io.batuta.portfolio.PortfolioFile.Batch;
import io.batuta.portfolio.Rejection.Refused;
import io.batuta.postgres.SqlFile;
import io.batuta.postgres.Tx;
import io.batuta.privacy.AddressHash;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Rows on their way from a file into the portfolio, a batch in a transaction. */
@ApplicationScoped
class StagedRows {

  private static final SqlFile STAGE = SqlFile.of(StagedRows.class, "stage-rows.sql");
  private static final SqlFile REJECT = SqlFile.of(StagedRows.class, "add-rejections.sql");

  /** The unit separator: no cell can hold it, since control characters are refused. */
  private static final String UNIT = "\u001F";

  private final AddressHash hash;

  StagedRows(AddressHash hash) {
    this.hash = hash;
  }

  /** Puts the batch down with all that was refused of it; answers how many rows were staged. */
  Uni<Long> put(Tx tx, UUID importId, CreditorId creditor, Batch batch) {
    return tx.list(STAGE, rows(importId, creditor, batch.rows()), row -> row.getLong(0))
        .map(Set::copyOf)
        .call(duplicates -> reject(tx, importId, creditor, batch, duplicates))
        .call(duplicates -> count(tx, importId, batch, duplicates.size()))
        .map(duplicates -> (long) batch.rows().size() - duplicates.size());
  }

  /** A row that is not loaded has no values worth a word. */
  private Uni<Void> reject(
      Tx tx, UUID importId, CreditorId creditor, Batch batch, Set<Long> duplicates) {
    List<Rejection> rejections =
        batch.rejections().stream()
            .filter(r -> r.refused() == Refused.ROW || !duplicates.contains(r.line()))
            .toList();
    if (rejections.isEmpty()) {
      return Uni.createFrom().voidItem();
    }
    return tx.run(
            REJECT,
            Tuple.tuple()
                .addUUID(importId)
                .addInteger(creditor.value())
                .addArrayOfLong(column(rejections, Rejection::line, Long[]::new))
                .addArrayOfString(column(rejections, Rejection::accountNumber, String[]::new))
                .addArrayOfString(column(rejections, Rejection::column, String[]::new))
                .addArrayOfString(
                    column(
                        rejections,
                        r -> r.refused().name().toLowerCase(Locale.ROOT),
                        String[]::new))
                .addArrayOfString(column(rejections, Rejection::reason, String[]::new)))
        .replaceWithVoid();
  }

  private static Uni<Void> count(Tx tx, UUID importId, Batch batch, int duplicates) {
    return tx.run(
            """
            UPDATE portfolio_import SET rows = rows + $2, rejected = rejected + $3,
              values_refused = (SELECT count(*) FROM import_rejection j
                WHERE j.import_id = $1 AND j.refused = 'value')
            WHERE import_id = $1
            """,
            Tuple.of(importId, batch.size(), batch.refused(Refused.ROW) + duplicates))
        .replaceWithVoid();
  }

  private Tuple rows(UUID importId, CreditorId creditor, List<ImportRow> rows) {
    return Tuple.tuple()
        .addUUID(importId)
        .addInteger(creditor.value())
        .addArrayOfLong(column(rows, ImportRow::line, Long[]::new))
        .addArrayOfString(column(rows, ImportRow::accountNumber, String[]::new))
        .addArrayOfString(column(rows, ImportRow::debtorNumber, String[]::new))
        .addArrayOfString(column(rows, ImportRow::name, String[]::new))
        .addArrayOfString(column(rows, ImportRow::document, String[]::new))
        .addArrayOfLocalDate(column(rows, ImportRow::birthDate, LocalDate[]::new))
        .addArrayOfInteger(column(rows, ImportRow::age, Integer[]::new))
        .addArrayOfString(column(rows, ImportRow::sex, String[]::new))
        .addArrayOfString(column(rows, ImportRow::language, String[]::new))
        .addArrayOfString(column(rows, ImportRow::region, String[]::new))
        .addArrayOfString(column(rows, ImportRow::city, String[]::new))
        .addArrayOfString(column(rows, ImportRow::timeZone, String[]::new))
        .addArrayOfString(column(rows, ImportRow::incomeBand, String[]::new))
        .addArrayOfString(column(rows, ImportRow::product, String[]::new))
        .addArrayOfString(column(rows, ImportRow::currency, String[]::new))
        .addArrayOfLong(column(rows, ImportRow::principalMinor, Long[]::new))
        .addArrayOfLong(column(rows, ImportRow::balanceMinor, Long[]::new))
        .addArrayOfLocalDate(column(rows, ImportRow::dueDate, LocalDate[]::new))
        .addArrayOfString(column(rows, StagedRows::channels, String[]::new))
        .addArrayOfString(column(rows, ImportRow::status, String[]::new))
        .addArrayOfString(column(rows, ImportRow::guarantorOf, String[]::new))
        .addArrayOfString(column(rows, row -> row.attributes().encode(), String[]::new))
        .addArrayOfString(column(rows, row -> points(row, p -> p.kind().tag()), String[]::new))
        .addArrayOfString(column(rows, row -> points(row, Point::address), String[]::new))
        .addArrayOfString(column(rows, row -> points(row, this::hex), String[]::new));
  }

  private static @Nullable String channels(ImportRow row) {
    List<Channel> channels = row.authorisedChannels();
    return channels == null ? null : channels.stream().map(Channel::name).collect(joining(UNIT));
  }

  private static String points(ImportRow row, Function<Point, String> part) {
    return row.points().stream().map(part).collect(joining(UNIT));
  }

  private String hex(Point point) {
    return HexFormat.of().formatHex(hash.of(point.address()));
  }
}
