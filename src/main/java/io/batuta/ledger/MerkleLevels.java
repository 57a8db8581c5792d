package io.batuta.ledger;

import java.util.ArrayList;
import java.util.List;

/**
 * The same tree as {@link MerkleTree}, kept row by row, for whoever asks for the paths of many of
 * its leaves: each node is hashed once. The last of an odd row goes up as it is.
 */
final class MerkleLevels {

  private final List<List<byte[]>> rows = new ArrayList<>();

  MerkleLevels(List<byte[]> leaves) {
    List<byte[]> row = List.copyOf(leaves);
    rows.add(row);
    while (row.size() > 1) {
      List<byte[]> above = new ArrayList<>((row.size() + 1) / 2);
      for (int i = 0; i + 1 < row.size(); i += 2) {
        above.add(MerkleTree.node(row.get(i), row.get(i + 1)));
      }
      if (row.size() % 2 == 1) {
        above.add(row.getLast());
      }
      rows.add(above);
      row = above;
    }
  }

  int leaves() {
    return rows.getFirst().size();
  }

  /** As {@link MerkleTree#path}. */
  List<byte[]> path(int index) {
    if (index < 0 || index >= leaves()) {
      throw new IndexOutOfBoundsException(index);
    }
    List<byte[]> path = new ArrayList<>();
    int at = index;
    for (List<byte[]> row : rows) {
      int sibling = at ^ 1;
      if (sibling < row.size()) {
        path.add(row.get(sibling));
      }
      at >>= 1;
    }
    return path;
  }
}
