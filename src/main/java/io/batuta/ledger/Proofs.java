package io.batuta.ledger;

import io.batuta.portfolio.CreditorId;
import io.batuta.portfolio.DebtorId;
import io.batuta.postgres.Sql;
import io.batuta.postgres.SqlFile;
import io.batuta.postgres.Tx;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Proves single facts. */
@ApplicationScoped
public class Proofs {

  private static final SqlFile FIND = SqlFile.of(Proofs.class, "find-fact.sql");

  private final Sql sql;

  Proofs(Sql sql) {
    this.sql = sql;
  }

  /** A fact's place in its sealed day. */
  private record Place(
      DaySeal seal, OffsetDateTime recordedAt, int tile, int place, List<byte[]> leaves) {}

  /**
   * The proof of a debtor's fact; empty while its day is not sealed, and where the debtor has no
   * such fact. A fact that was altered since comes with a proof that does not hold.
   */
  public Uni<Optional<FactProof>> of(CreditorId creditor, DebtorId debtor, long fact) {
    return sql.asTenant(
        creditor.value(),
        tx ->
            tx.first(
                    FIND,
                    Tuple.of(creditor.value(), debtor.value(), fact),
                    row -> place(creditor, row))
                .chain(
                    found ->
                        found.isEmpty()
                            ? Uni.createFrom().item(Optional.<FactProof>empty())
                            : proof(tx, creditor, fact, found.get())));
  }

  private static Uni<Optional<FactProof>> proof(
      Tx tx, CreditorId creditor, long fact, Place place) {
    return SealStore.leaves(
            tx, List.of(creditor), place.recordedAt(), fact - 1, place.seal().day(), 1)
        .chain(
            leaves ->
                tx.list(
                        "SELECT root FROM ledger_tile WHERE creditor_id = $1 AND day = $2 ORDER BY tile",
                        Tuple.of(creditor.value(), place.seal().day()),
                        row -> SealStore.bytes(row, "root"))
                    .map(
                        roots ->
                            Optional.of(
                                new FactProof(
                                    leaves.getFirst().content(),
                                    inclusion(place, roots),
                                    place.seal()))));
  }

  /** Within the tile, then over the tiles: a tile is a whole subtree of the day's tree. */
  private static InclusionProof inclusion(Place place, List<byte[]> roots) {
    List<byte[]> path = new ArrayList<>(MerkleTree.path(place.leaves(), place.place()));
    path.addAll(MerkleTree.path(roots, place.tile()));
    return new InclusionProof(
        (long) place.tile() * LeafTile.SIZE + place.place(), place.seal().facts() + 1, path);
  }

  private static Place place(CreditorId creditor, Row row) {
    return new Place(
        new DaySeal(
            creditor,
            row.getLocalDate("day"),
            row.getLong("facts"),
            SealStore.bytes(row, "root"),
            SealStore.bytes(row, "previous"),
            row.getOffsetDateTime("sealed_at").toInstant()),
        row.getOffsetDateTime("recorded_at"),
        row.getInteger("tile"),
        row.getInteger("place"),
        LeafTile.split(SealStore.bytes(row, "hashes")));
  }
}
