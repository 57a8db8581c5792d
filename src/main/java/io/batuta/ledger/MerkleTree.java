package io.batuta.ledger;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;

/**
 * The Merkle tree of RFC 6962: a leaf is SHA-256 of 0x00 and its content, a node SHA-256 of 0x01
 * and its two children; of n leaves the left child has the largest power of two below n.
 *
 * <p>Leaves are added one by one and let go of: what is kept is one root for each bit of their
 * number.
 */
public final class MerkleTree {

  /** A whole subtree on the left edge of what is still to come. */
  private record Subtree(long leaves, byte[] root) {}

  private final Deque<Subtree> whole = new ArrayDeque<>();
  private final MessageDigest sha256 = sha256();

  /** Adds the next leaf, or the next whole subtree of a tree whose subtrees are of one size. */
  public void add(byte[] hash) {
    Subtree last = new Subtree(1, hash);
    while (!whole.isEmpty() && whole.peekLast().leaves() == last.leaves()) {
      Subtree left = whole.removeLast();
      last = new Subtree(2 * left.leaves(), node(sha256, left.root(), last.root()));
    }
    whole.addLast(last);
  }

  /** The root of what was added; SHA-256 of nothing while that is nothing. */
  public byte[] root() {
    if (whole.isEmpty()) {
      return sha256.digest();
    }
    Iterator<Subtree> fromTheRight = whole.descendingIterator();
    byte[] root = fromTheRight.next().root();
    while (fromTheRight.hasNext()) {
      root = node(sha256, fromTheRight.next().root(), root);
    }
    return root.clone();
  }

  /** The hash of a leaf. */
  public static byte[] leaf(String content) {
    return leaf(content.getBytes(StandardCharsets.UTF_8));
  }

  /** The hash of a leaf. */
  public static byte[] leaf(byte[] content) {
    MessageDigest sha256 = sha256();
    sha256.update((byte) 0);
    return sha256.digest(content);
  }

  /** The hash of two children. */
  public static byte[] node(byte[] left, byte[] right) {
    return node(sha256(), left, right);
  }

  /** The root of these leaves. */
  public static byte[] root(List<byte[]> leaves) {
    MerkleTree tree = new MerkleTree();
    leaves.forEach(tree::add);
    return tree.root();
  }

  /**
   * What a leaf needs to come to the root: its sibling, its parent's sibling, and so on upwards.
   *
   * @throws IndexOutOfBoundsException if there is no such leaf
   */
  public static List<byte[]> path(List<byte[]> leaves, int index) {
    if (index < 0 || index >= leaves.size()) {
      throw new IndexOutOfBoundsException(index);
    }
    List<byte[]> downwards = new ArrayList<>();
    List<byte[]> here = leaves;
    int at = index;
    while (here.size() > 1) {
      int left = Integer.highestOneBit(here.size() - 1);
      List<byte[]> leftHalf = here.subList(0, left);
      List<byte[]> rightHalf = here.subList(left, here.size());
      boolean isLeft = at < left;
      downwards.add(root(isLeft ? rightHalf : leftHalf));
      here = isLeft ? leftHalf : rightHalf;
      at = isLeft ? at : at - left;
    }
    return downwards.reversed();
  }

  private static byte[] node(MessageDigest sha256, byte[] left, byte[] right) {
    sha256.update((byte) 1);
    sha256.update(left);
    return sha256.digest(right);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
