package io.batuta.channel;

/**
 * What became of the wish to call a contact back. Codes are the provider's, short and free of
 * personal data.
 */
public sealed interface RecallOutcome {

  /** It was taken out of the list: it will reach nobody. */
  record Recalled() implements RecallOutcome {}

  /** It has reached somebody, or is on its last way. */
  record TooLate(String code) implements RecallOutcome {}

  /** This provider takes nothing back on this channel. */
  record CannotRecall() implements RecallOutcome {}

  /** Not to be told now; asked again, a few times. */
  record NotKnown(String code) implements RecallOutcome {}
}
