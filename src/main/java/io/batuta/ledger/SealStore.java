package io.batuta.ledger;

import static io.batuta.postgres.Columns.column;

import io.batuta.portfolio.CreditorId;
import io.batuta.postgres.SqlFile;
import io.batuta.postgres.Tx;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Reads facts for their seal, and writes seals. Within the caller's transaction. */
final class SealStore {

  private static final SqlFile OPEN_DAYS = SqlFile.of(SealStore.class, "find-open-days.sql");
  private static final SqlFile TAKE = SqlFile.of(SealStore.class, "take-days.sql");
  private static final SqlFile HEADS = SqlFile.of(SealStore.class, "read-heads.sql");
  private static final SqlFile LEAVES = SqlFile.of(SealStore.class, "read-leaves.sql");
  private static final SqlFile TILES = SqlFile.of(SealStore.class, "write-tiles.sql");
  private static final SqlFile SEALS = SqlFile.of(SealStore.class, "write-seals.sql");

  /** A creditor's day that is over and not sealed. */
  record OpenDay(CreditorId creditor, LocalDate day) {}

  /** Where a creditor's chain ends. */
  record Head(CreditorId creditor, LocalDate day, byte[] root) {}

  /** A tile with whose it is. */
  record Tile(CreditorId creditor, LeafTile leaves) {}

  private SealStore() {}

  static Uni<List<OpenDay>> openDays(Tx tx, LocalDate before) {
    return tx.list(
        OPEN_DAYS,
        Tuple.of(before, utc(DaySeal.begin(before))),
        row -> new OpenDay(creditor(row), row.getLocalDate("day")));
  }

  /** Those of the creditors whose day is now ours alone, until the transaction ends. */
  static Uni<List<CreditorId>> take(Tx tx, List<CreditorId> creditors, LocalDate day) {
    return tx.list(
        TAKE,
        Tuple.tuple().addArrayOfInteger(ids(creditors)).addLocalDate(day),
        SealStore::creditor);
  }

  static Uni<Map<CreditorId, Head>> heads(Tx tx, List<CreditorId> creditors) {
    return tx.list(
            HEADS,
            Tuple.tuple().addArrayOfInteger(ids(creditors)),
            row -> new Head(creditor(row), row.getLocalDate("day"), bytes(row, "root")))
        .map(heads -> heads.stream().collect(Collectors.toMap(Head::creditor, head -> head)));
  }

  /** A page of the day's facts after one; after none with the day's beginning and the least id. */
  static Uni<List<Leaf>> leaves(
      Tx tx,
      List<CreditorId> creditors,
      OffsetDateTime after,
      long fact,
      LocalDate day,
      int limit) {
    return tx.list(
        LEAVES,
        Tuple.tuple()
            .addArrayOfInteger(ids(creditors))
            .addOffsetDateTime(after)
            .addLong(fact)
            .addOffsetDateTime(utc(DaySeal.begin(day.plusDays(1))))
            .addInteger(limit),
        row ->
            new Leaf(
                creditor(row),
                row.getOffsetDateTime("recorded_at"),
                row.getLong("fact_id"),
                row.getString("leaf")));
  }

  static Uni<Void> write(Tx tx, LocalDate day, List<Tile> tiles) {
    if (tiles.isEmpty()) {
      return Uni.createFrom().voidItem();
    }
    return tx.run(
            TILES,
            Tuple.tuple()
                .addLocalDate(day)
                .addArrayOfInteger(column(tiles, t -> t.creditor().value(), Integer[]::new))
                .addArrayOfInteger(column(tiles, t -> t.leaves().number(), Integer[]::new))
                .addArrayOfString(column(tiles, t -> array(t.leaves().facts()), String[]::new))
                .addArrayOfString(column(tiles, t -> hex(t.leaves().hashes()), String[]::new))
                .addArrayOfString(
                    column(tiles, t -> DaySeal.hex(t.leaves().root()), String[]::new)))
        .replaceWithVoid();
  }

  static Uni<Void> seal(Tx tx, LocalDate day, Instant now, List<DaySeal> seals) {
    return tx.run(
            SEALS,
            Tuple.tuple()
                .addLocalDate(day)
                .addOffsetDateTime(utc(now))
                .addArrayOfInteger(column(seals, s -> s.creditor().value(), Integer[]::new))
                .addArrayOfLong(column(seals, DaySeal::facts, Long[]::new))
                .addArrayOfString(column(seals, s -> DaySeal.hex(s.root()), String[]::new))
                .addArrayOfString(column(seals, s -> DaySeal.hex(s.previous()), String[]::new)))
        .replaceWithVoid();
  }

  static OffsetDateTime utc(Instant at) {
    return at.atOffset(ZoneOffset.UTC);
  }

  static DaySeal daySeal(CreditorId creditor, Row row) {
    return new DaySeal(
        creditor,
        row.getLocalDate("day"),
        row.getLong("facts"),
        bytes(row, "root"),
        bytes(row, "previous"),
        row.getOffsetDateTime("sealed_at").toInstant());
  }

  static byte[] bytes(Row row, String column) {
    return row.getBuffer(column).getBytes();
  }

  private static CreditorId creditor(Row row) {
    return new CreditorId(row.getInteger("creditor_id"));
  }

  private static Integer[] ids(Collection<CreditorId> creditors) {
    return creditors.stream().map(CreditorId::value).toArray(Integer[]::new);
  }

  private static String array(List<Long> ids) {
    return ids.stream().map(String::valueOf).collect(Collectors.joining(",", "{", "}"));
  }

  private static String hex(List<byte[]> hashes) {
    StringBuilder all = new StringBuilder(hashes.size() * 2 * DaySeal.ROOT_BYTES);
    hashes.forEach(hash -> HexFormat.of().formatHex(all, hash));
    return all.toString();
  }
}
