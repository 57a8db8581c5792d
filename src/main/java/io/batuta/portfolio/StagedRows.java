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

/** Rows on their way from a file into the portfolio, a page in a transaction. */
@ApplicationScoped
class StagedRows {

  private static final SqlFile STAGE = SqlFile.of(StagedRows.class, "stage-rows.sql");
  private static final SqlFile REFUSE_REPEATED =
      SqlFile.of(StagedRows.class, "refuse-repeated.sql");
  private static final SqlFile REJECT = SqlFile.of(StagedRows.class, "add-rejections.sql");

  /** Staged rows do not outlive a crash of the server anyway: no page waits for the disk. */
  private static final String LATE_COMMIT = "SELECT set_config('synchronous_commit', 'off', true)";

  /** The unit separator: no cell can hold it, since control characters are refused. */
  private static final String UNIT = "\u001F";

  private final AddressHash hash;

  StagedRows(AddressHash hash) {
    this.hash = hash;
  }

  /**
   * Some rows of a file as the database takes them.
   *
   * @param rows the arguments of stage-rows.sql
   * @param size how many rows of the file it stands for, refused ones too
   * @param loadable how many of them go down
   * @param rejections of rows and of values
   * @param last whether the file ends with it
   */
  record Page(Tuple rows, long size, int loadable, List<Rejection> rejections, boolean last) {
    Page {
      rejections = List.copyOf(rejections);
    }

    UUID importId() {
      return rows.getUUID(0);
    }

    int creditor() {
      return rows.getInteger(1);
    }
  }

  /** Pure work, and most of what a page costs beside the database. */
  Page page(UUID importId, CreditorId creditor, Batch batch) {
    return new Page(
        rows(importId, creditor, batch.rows()),
        batch.size(),
        batch.rows().size(),
        batch.rejections(),
        batch.last());
  }

  /**
   * Puts the page down with all that was refused of it; answers how many rows were staged. Fails
   * where this reader does not read the import any more.
   */
  Uni<Long> put(Tx tx, Page page, UUID reader) {
    return tx.run(LATE_COMMIT, Tuple.tuple())
        .chain(() -> tx.run(STAGE, page.rows()))
        .chain(written -> repeated(tx, page, written.rowCount()))
        .call(repeated -> count(tx, page, reader, repeated.size(), refusals(page, repeated)))
        .map(repeated -> (long) page.loadable() - repeated.size());
  }

  /** The lines whose account stood in the file before. */
  private static Uni<Set<Long>> repeated(Tx tx, Page page, int written) {
    if (written == page.loadable()) {
      return Uni.createFrom().item(Set.of());
    }
    return tx.list(
            REFUSE_REPEATED,
            Tuple.of(
                page.importId(),
                page.creditor(),
                page.rows().getArrayOfLongs(2),
                page.rows().getArrayOfStrings(3)),
            row -> row.getLong(0))
        .map(Set::copyOf);
  }

  /** A row that is not loaded has no values worth a word. */
  private static List<Rejection> refusals(Page page, Set<Long> repeated) {
    return page.rejections().stream()
        .filter(r -> r.refused() == Refused.ROW || !repeated.contains(r.line()))
        .toList();
  }

  private static Uni<Void> count(
      Tx tx, Page page, UUID reader, int repeated, List<Rejection> refusals) {
    long values = refusals.stream().filter(r -> r.refused() == Refused.VALUE).count();
    long rows = page.size() - page.loadable() + repeated;
    return reject(tx, page, refusals)
        .chain(
            () ->
                tx.run(
                    """
                    UPDATE portfolio_import SET rows = rows + $2, rejected = rejected + $3,
                      values_refused = values_refused + $4
                    WHERE import_id = $1 AND reader = $5 AND state = 'reading'
                    """,
                    Tuple.of(page.importId(), page.size(), rows, values, reader)))
        .invoke(
            counted -> {
              if (counted.rowCount() != 1) {
                throw takenOver();
              }
            })
        .replaceWithVoid();
  }

  /** Somebody took this reader for dead. What it has read is the other's to load. */
  static IllegalStateException takenOver() {
    return new IllegalStateException("the import was given up or taken over meanwhile");
  }

  private static Uni<Void> reject(Tx tx, Page page, List<Rejection> refusals) {
    if (refusals.isEmpty()) {
      return Uni.createFrom().voidItem();
    }
    return tx.run(
            REJECT,
            Tuple.tuple()
                .addUUID(page.importId())
                .addInteger(page.creditor())
                .addArrayOfLong(column(refusals, Rejection::line, Long[]::new))
                .addArrayOfString(column(refusals, Rejection::accountNumber, String[]::new))
                .addArrayOfString(column(refusals, Rejection::column, String[]::new))
                .addArrayOfString(
                    column(
                        refusals, r -> r.refused().name().toLowerCase(Locale.ROOT), String[]::new))
                .addArrayOfString(column(refusals, Rejection::reason, String[]::new)))
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
