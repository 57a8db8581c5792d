package io.batuta.ledger;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Up to 256 leaves of a day, as they are kept: a whole subtree, so that the root of the day is that
 * of its tiles' roots.
 *
 * @param number from 0
 * @param facts the fact of each leaf; 0 for the head of the day
 * @param hashes of the leaves
 */
public record LeafTile(int number, List<Long> facts, List<byte[]> hashes) {

  /** Leaves of a tile; the last of a day has fewer. */
  public static final int SIZE = 256;

  /** The fact id of the leaf that is the day's head. */
  public static final long HEAD = 0;

  public LeafTile {
    facts = List.copyOf(facts);
    hashes = List.copyOf(hashes);
    if (facts.size() != hashes.size() || facts.isEmpty() || facts.size() > SIZE) {
      throw new IllegalArgumentException("a tile has 1 to " + SIZE + " leaves with a hash each");
    }
  }

  /** As it was kept. */
  public static LeafTile of(int number, Long[] facts, byte[] hashes) {
    return new LeafTile(number, List.of(facts), split(hashes));
  }

  /** The root of its leaves. */
  public byte[] root() {
    return MerkleTree.root(hashes);
  }

  /** Hashes that were kept one after the other. */
  static List<byte[]> split(byte[] hashes) {
    List<byte[]> each = new ArrayList<>();
    for (int at = 0; at < hashes.length; at += DaySeal.ROOT_BYTES) {
      each.add(Arrays.copyOfRange(hashes, at, at + DaySeal.ROOT_BYTES));
    }
    return each;
  }
}
