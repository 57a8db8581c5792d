package io.batuta.ledger;

import io.batuta.portfolio.CreditorId;
import io.batuta.postgres.SqlFile;
import io.batuta.postgres.Tx;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The proofs of many facts at once, page after page: a day's roots are read once, and a page looks
 * into its own tiles alone. For one reader, who reads in the order of the seal.
 */
public final class PageProofs {

  private static final SqlFile TILES = SqlFile.of(PageProofs.class, "find-tiles.sql");

  private final CreditorId creditor;
  private final boolean inOrder;
  private @Nullable LocalDate reachedDay;
  private int reachedTile;
  private @Nullable LocalDate rootsOf;
  private List<byte[]> roots = List.of();

  /**
   * @param inOrder every fact of the creditor will be asked for, in the order of the seal; false:
   *     some of them, wherever they stand
   */
  public PageProofs(CreditorId creditor, boolean inOrder) {
    this.creditor = creditor;
    this.inOrder = inOrder;
  }

  /**
   * A fact to be proven.
   *
   * @param content its canonical form, as read-leaves.sql makes it
   */
  public record Asked(long fact, Instant recordedAt, String content) {
    LocalDate day() {
      return recordedAt.atOffset(ZoneOffset.UTC).toLocalDate();
    }
  }

  private record Tile(DaySeal seal, LeafTile leaves) {}

  /** By fact; one whose day is not sealed is left out. An altered fact's proof does not hold. */
  public Uni<Map<Long, FactProof>> of(Tx tx, List<Asked> page) {
    if (page.isEmpty()) {
      return Uni.createFrom().item(Map.of());
    }
    return tx.list(TILES, arguments(page), this::tile)
        .chain(tiles -> proofs(tx, page, tiles, 0, new HashMap<>()));
  }

  private Tuple arguments(List<Asked> page) {
    return Tuple.tuple()
        .addInteger(creditor.value())
        .addArrayOfLocalDate(page.stream().map(Asked::day).distinct().toArray(LocalDate[]::new))
        .addArrayOfLong(page.stream().map(Asked::fact).toArray(Long[]::new))
        .addLocalDate(inOrder ? reachedDay : null)
        .addInteger(reachedTile)
        .addInteger(page.size() / LeafTile.SIZE + 2);
  }

  /** One tile after the other; the roots of a day are read when its first tile comes. */
  private Uni<Map<Long, FactProof>> proofs(
      Tx tx, List<Asked> page, List<Tile> tiles, int at, Map<Long, FactProof> found) {
    if (at == tiles.size()) {
      return Uni.createFrom().item(found);
    }
    Tile tile = tiles.get(at);
    return rootsOf(tx, tile.seal().day())
        .invoke(all -> prove(page, tile, all, found))
        .chain(() -> proofs(tx, page, tiles, at + 1, found));
  }

  private Uni<List<byte[]>> rootsOf(Tx tx, LocalDate day) {
    if (day.equals(rootsOf)) {
      return Uni.createFrom().item(roots);
    }
    return tx.list(
            "SELECT root FROM ledger_tile WHERE creditor_id = $1 AND day = $2 ORDER BY tile",
            Tuple.of(creditor.value(), day),
            row -> SealStore.bytes(row, "root"))
        .invoke(
            read -> {
              rootsOf = day;
              roots = read;
            });
  }

  private void prove(
      List<Asked> page, Tile tile, List<byte[]> dayRoots, Map<Long, FactProof> found) {
    LeafTile leaves = tile.leaves();
    List<byte[]> upper = MerkleTree.path(dayRoots, leaves.number());
    for (Asked asked : page) {
      int place = leaves.facts().indexOf(asked.fact());
      if (place >= 0 && asked.day().equals(tile.seal().day())) {
        List<byte[]> path = new ArrayList<>(MerkleTree.path(leaves.hashes(), place));
        path.addAll(upper);
        long index = (long) leaves.number() * LeafTile.SIZE + place;
        found.put(
            asked.fact(),
            new FactProof(
                asked.content(),
                new InclusionProof(index, tile.seal().facts() + 1, path),
                tile.seal()));
      }
    }
    reachedDay = tile.seal().day();
    reachedTile = leaves.number();
  }

  private Tile tile(Row row) {
    return new Tile(
        new DaySeal(
            creditor,
            row.getLocalDate("day"),
            row.getLong("facts"),
            SealStore.bytes(row, "root"),
            SealStore.bytes(row, "previous"),
            row.getOffsetDateTime("sealed_at").toInstant()),
        LeafTile.of(
            row.getInteger("tile"),
            row.getArrayOfLongs("fact_ids"),
            SealStore.bytes(row, "hashes")));
  }
}
