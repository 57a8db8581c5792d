package io.batuta.portfolio;

import static io.batuta.postgres.Columns.bytes;
import static io.batuta.postgres.Columns.column;
import static java.util.stream.Collectors.joining;

import io.batuta.portfolio.PortfolioFile.Batch;
import io.batuta.portfolio.Rejection.Refused;
import io.batuta.postgres.SqlFile;
import io.batuta.postgres.Tx;
import io.batuta.privacy.AddressHash;
import io.batuta.privacy.DataKey;
import io.batuta.privacy.PersonHash;
import io.batuta.privacy.PersonKeys;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
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

  private static final String ERASED =
      "the debtor's person was erased on request or by law, and is not brought back by a file";

  private final PersonKeys keys;
  private final PersonHash person;
  private final AddressHash address;

  StagedRows(PersonKeys keys, PersonHash person, AddressHash address) {
    this.keys = keys;
    this.person = person;
    this.address = address;
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

  /**
   * The page with whom it is about encrypted: most of what a page costs beside the database, on a
   * worker and while the page before it is written. Rows of who was erased are refused.
   */
  Uni<Page> page(UUID importId, CreditorId creditor, Batch batch) {
    return keys.ofNumbers(
            creditor.value(), batch.rows().stream().map(ImportRow::debtorNumber).toList())
        .map(found -> page(importId, creditor, batch, found));
  }

  private Page page(
      UUID importId, CreditorId creditor, Batch batch, Map<String, DataKey> keysByNumber) {
    EncryptedRow.Maker maker = new EncryptedRow.Maker(creditor.value(), person, address);
    List<EncryptedRow> rows = new ArrayList<>(batch.rows().size());
    List<Rejection> rejections = new ArrayList<>(batch.rejections());
    for (ImportRow row : batch.rows()) {
      DataKey key = keysByNumber.get(row.debtorNumber());
      if (key == null) {
        rejections.add(
            new Rejection(row.line(), row.accountNumber(), "debtor_number", Refused.ROW, ERASED));
      } else {
        rows.add(maker.encrypt(row, key));
      }
    }
    return new Page(
        rows(importId, creditor, rows), batch.size(), rows.size(), rejections, batch.last());
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

  private static Tuple rows(UUID importId, CreditorId creditor, List<EncryptedRow> encrypted) {
    List<ImportRow> rows = encrypted.stream().map(EncryptedRow::row).toList();
    return Tuple.tuple()
        .addUUID(importId)
        .addInteger(creditor.value())
        .addArrayOfLong(column(rows, ImportRow::line, Long[]::new))
        .addArrayOfString(column(rows, ImportRow::accountNumber, String[]::new))
        .addArrayOfString(column(rows, ImportRow::debtorNumber, String[]::new))
        .addValue(bytes(encrypted, EncryptedRow::name))
        .addValue(bytes(encrypted, EncryptedRow::document))
        .addValue(bytes(encrypted, EncryptedRow::birthDate))
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
        .addArrayOfString(column(encrypted, row -> row.points().kinds(), String[]::new))
        .addArrayOfString(column(encrypted, row -> row.points().addresses(), String[]::new))
        .addArrayOfString(column(encrypted, row -> row.points().hashes(), String[]::new))
        .addValue(bytes(encrypted, row -> row.hashes().name()))
        .addValue(bytes(encrypted, row -> row.hashes().spelling()))
        .addValue(bytes(encrypted, row -> row.hashes().document()))
        .addValue(bytes(encrypted, row -> row.hashes().birthDate()));
  }

  private static @Nullable String channels(ImportRow row) {
    List<Channel> channels = row.authorisedChannels();
    return channels == null ? null : channels.stream().map(Channel::name).collect(joining(UNIT));
  }
}
