package io.batuta.ledger;

import java.security.MessageDigest;
import java.util.List;

/**
 * That a leaf stands in a tree, shown without the other leaves (RFC 9162, 2.1.3.2). Needs nothing
 * but itself, the leaf's content and the root.
 *
 * @param index of the leaf, from 0; the head of a day is leaf 0, its first fact leaf 1
 * @param leaves of the tree
 * @param path hashes of 32 bytes from the leaf's sibling upwards
 */
public record InclusionProof(long index, long leaves, List<byte[]> path) {

  public InclusionProof {
    if (index < 0 || index >= leaves) {
      throw new IllegalArgumentException("leaf " + index + " of " + leaves);
    }
    path = List.copyOf(path);
  }

  /** Whether this content is that leaf of the tree with this root. */
  public boolean shows(byte[] content, byte[] root) {
    byte[] here = MerkleTree.leaf(content);
    long at = index;
    long last = leaves - 1;
    for (byte[] sibling : path) {
      if (last == 0) {
        return false;
      }
      if ((at & 1) == 1 || at == last) {
        here = MerkleTree.node(sibling, here);
        // The last of an odd row was promoted: it has no sibling there.
        while ((at & 1) == 0 && at != 0) {
          at >>= 1;
          last >>= 1;
        }
      } else {
        here = MerkleTree.node(here, sibling);
      }
      at >>= 1;
      last >>= 1;
    }
    return last == 0 && MessageDigest.isEqual(here, root);
  }
}
