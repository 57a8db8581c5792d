package io.batuta.faults;

import java.util.SplittableRandom;
import java.util.UUID;

/** How the provider treats one request. */
enum Conduct {
  AT_ONCE(true),
  /** Within the time-out, but not at once. */
  SLOWLY(true),
  /** Takes it, and answers when nobody listens any more. */
  TOO_LATE(true),
  /** Takes it and says 500. */
  BROKEN(true),
  /** Says 503 and takes nothing; the product cannot tell the two apart. */
  OUT_OF_ORDER(false),
  /** Says 429: nothing left, come again. */
  LATER(false),
  /** Says 400: never. */
  REFUSED(false),
  /** Takes it, and the connection breaks before it answers. */
  CUT_BEFORE_ANSWER(true),
  /** Takes it, and the connection breaks in the middle of the answer. */
  CUT_IN_ANSWER(true);

  /** Whether the message goes out to its debtor. */
  final boolean takes;

  Conduct(boolean takes) {
    this.takes = takes;
  }

  /** By the seed; a contact that comes again after LATER is not put off for ever. */
  static Conduct of(long seed, UUID contact, int request) {
    SplittableRandom random =
        new SplittableRandom(seed * 31 + contact.hashCode() * 17L + request * 7L);
    int part = random.nextInt(100);
    if (part < 70) {
      return AT_ONCE;
    }
    if (part < 80) {
      return SLOWLY;
    }
    if (part < 83) {
      return TOO_LATE;
    }
    if (part < 86) {
      return BROKEN;
    }
    if (part < 88) {
      return OUT_OF_ORDER;
    }
    if (part < 91) {
      return LATER;
    }
    if (part < 93) {
      return REFUSED;
    }
    return part < 97 ? CUT_BEFORE_ANSWER : CUT_IN_ANSWER;
  }
}
