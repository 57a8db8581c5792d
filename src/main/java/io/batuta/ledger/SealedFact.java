package io.batuta.ledger;

import org.jspecify.annotations.Nullable;

/**
 * How a fact stands to the seal of its day.
 *
 * @param proof where its leaf is there; it does not hold where the fact was altered since
 */
public record SealedFact(State state, @Nullable FactProof proof) {

  /** Nothing else can be said of a fact. */
  public enum State {
    /** It is one of the day's leaves: the proof says whether it is as it was. */
    AMONG_THE_LEAVES,
    /** Its day is not sealed yet. */
    NOT_SEALED,
    /** Its day is sealed without it: it was put there later, or given another time. */
    NOT_AMONG_THE_LEAVES
  }

  static final SealedFact NOT_SEALED = new SealedFact(State.NOT_SEALED, null);
  static final SealedFact INSERTED = new SealedFact(State.NOT_AMONG_THE_LEAVES, null);

  static SealedFact of(FactProof proof) {
    return new SealedFact(State.AMONG_THE_LEAVES, proof);
  }
}
