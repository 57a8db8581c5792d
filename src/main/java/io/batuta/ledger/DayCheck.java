package io.batuta.ledger;

import io.batuta.ledger.Finding.What;
import java.security.MessageDigest;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.LongFunction;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;

/**
 * Walks along a day's facts as they are now and the hashes kept when it was sealed, and finds the
 * first difference; then whether those hashes come to the root. Pure: what it must look up it is
 * given.
 */
public final class DayCheck {

  private record Sealed(long fact, byte[] hash) {}

  private final DaySeal seal;
  private final LongFunction<Optional<byte[]>> sealedHash;
  private final LongPredicate isElsewhere;
  private final Deque<Sealed> ahead = new ArrayDeque<>();
  private final MerkleTree tree = new MerkleTree();
  private boolean isWhole = true;
  private long leaves;

  /**
   * @param sealedHash the hash kept of a fact on this day, if any; asked once, at a difference
   * @param isElsewhere whether the creditor still has this fact, at any time; asked once
   */
  public DayCheck(
      DaySeal seal, LongFunction<Optional<byte[]>> sealedHash, LongPredicate isElsewhere) {
    this.seal = seal;
    this.sealedHash = sealedHash;
    this.isElsewhere = isElsewhere;
  }

  /** Whether leaves must be given before more facts are. */
  public boolean needsLeaves() {
    return ahead.isEmpty();
  }

  /** The next tile of the seal, with the root that was kept beside it. */
  public void leaves(LeafTile tile, byte[] keptRoot) {
    byte[] root = tile.root();
    isWhole &= MessageDigest.isEqual(root, keptRoot);
    tree.add(root);
    for (int i = 0; i < tile.facts().size(); i++) {
      if (leaves + i == 0) {
        String head = DaySeal.head(seal.creditor(), seal.day(), seal.previous());
        isWhole &=
            tile.facts().getFirst() == LeafTile.HEAD
                && MessageDigest.isEqual(MerkleTree.leaf(head), tile.hashes().getFirst());
      } else {
        ahead.addLast(new Sealed(tile.facts().get(i), tile.hashes().get(i)));
      }
    }
    leaves += tile.facts().size();
  }

  /**
   * The next fact as it is now, in the order of the seal. Give leaves first while {@link
   * #needsLeaves}, as long as there are any.
   */
  public Optional<Finding> fact(long fact, String content) {
    byte[] hash = MerkleTree.leaf(content);
    Sealed sealed = ahead.pollFirst();
    if (sealed != null && sealed.fact() == fact) {
      return MessageDigest.isEqual(sealed.hash(), hash)
          ? Optional.empty()
          : found(What.ALTERED, fact);
    }
    Optional<byte[]> kept = sealedHash.apply(fact);
    if (kept.isEmpty()) {
      return found(What.INSERTED, fact);
    }
    if (sealed == null || !MessageDigest.isEqual(kept.get(), hash)) {
      // It stands elsewhere than it was sealed: its time is not what it was.
      return found(What.ALTERED, fact);
    }
    return gone(sealed.fact());
  }

  /** After the last fact and the last tile. */
  public Optional<Finding> end() {
    if (!ahead.isEmpty()) {
      return gone(ahead.getFirst().fact());
    }
    boolean holds =
        isWhole && leaves == seal.facts() + 1 && MessageDigest.isEqual(tree.root(), seal.root());
    return holds
        ? Optional.empty()
        : Optional.of(new Finding(What.LEAVES_CHANGED, seal.day(), null));
  }

  /**
   * Whether a seal follows that of the day before.
   *
   * @param before null: it must be the first of all
   */
  public static Optional<Finding> chain(@Nullable DaySeal before, DaySeal seal) {
    boolean follows =
        before == null
            ? MessageDigest.isEqual(seal.previous(), DaySeal.beforeTheFirst())
            : before.day().plusDays(1).equals(seal.day())
                && MessageDigest.isEqual(before.root(), seal.previous());
    return follows
        ? Optional.empty()
        : Optional.of(new Finding(What.CHAIN_BROKEN, seal.day(), null));
  }

  private Optional<Finding> gone(long fact) {
    return found(isElsewhere.test(fact) ? What.ALTERED : What.MISSING, fact);
  }

  private Optional<Finding> found(What what, long fact) {
    return Optional.of(new Finding(what, seal.day(), fact));
  }
}
