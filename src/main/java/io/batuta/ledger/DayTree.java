package io.batuta.ledger;

import io.batuta.portfolio.CreditorId;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** The tree of one creditor's day while it grows. Hands its tiles on as they are full. */
final class DayTree {

  private final CreditorId creditor;
  private final LocalDate day;
  private final byte[] previous;
  private final Consumer<LeafTile> full;
  private final MerkleTree tree = new MerkleTree();
  private List<Long> facts = new ArrayList<>();
  private List<byte[]> hashes = new ArrayList<>();
  private int tiles;
  private long leaves;

  /**
   * @param full takes each tile, in order
   */
  DayTree(CreditorId creditor, LocalDate day, byte[] previous, Consumer<LeafTile> full) {
    this.creditor = creditor;
    this.day = day;
    this.previous = previous;
    this.full = full;
    add(LeafTile.HEAD, DaySeal.head(creditor, day, previous));
  }

  void add(long fact, String content) {
    facts.add(fact);
    hashes.add(MerkleTree.leaf(content));
    leaves++;
    if (facts.size() == LeafTile.SIZE) {
      handOn();
    }
  }

  /** The seal. Nothing can be added afterwards. */
  DaySeal close(Instant now) {
    if (!facts.isEmpty()) {
      handOn();
    }
    return new DaySeal(creditor, day, leaves - 1, tree.root(), previous, now);
  }

  private void handOn() {
    LeafTile tile = new LeafTile(tiles++, facts, hashes);
    tree.add(tile.root());
    full.accept(tile);
    facts = new ArrayList<>(LeafTile.SIZE);
    hashes = new ArrayList<>(LeafTile.SIZE);
  }
}
