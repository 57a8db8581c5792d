package io.batuta.supervision;

import io.batuta.ledger.FactKind;
import io.batuta.ledger.Reason;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What came of a contact that a person made, and the facts that it is. */
public enum AgentResult {
  /** Spoke with the debtor, with no other result. */
  ANSWERED(List.of(FactKind.REPLIED), Reason.REPLIED),
  /** The debtor promised; comes with the promise. */
  PROMISED(List.of(FactKind.REPLIED), Reason.PROMISED),
  /** The debtor will not pay. */
  REFUSED(List.of(FactKind.REPLIED), Reason.REPLIED),
  ALREADY_PAID(List.of(FactKind.REPLIED, FactKind.PAYMENT_CLAIMED), Reason.PAYMENT_CLAIMED),
  DISPUTED(List.of(FactKind.REPLIED, FactKind.DISPUTED), Reason.DISPUTED),
  NO_ANSWER(List.of(FactKind.FAILED), Reason.FAILED),
  BUSY(List.of(FactKind.FAILED), Reason.FAILED),
  VOICEMAIL(List.of(FactKind.FAILED), Reason.FAILED),
  /** Somebody else's number or house: the contact point is not tried again. */
  WRONG_PERSON(List.of(FactKind.FAILED), Reason.ADDRESS_DEAD);

  private final List<FactKind> kinds;
  private final Reason reason;

  AgentResult(List<FactKind> kinds, Reason reason) {
    this.kinds = kinds;
    this.reason = reason;
  }

  List<FactKind> kinds() {
    return kinds;
  }

  /** Why a contact failed, or why what else is on its way is taken back. */
  Reason reason() {
    return reason;
  }

  /** Whether the debtor was spoken with. */
  boolean isAnswer() {
    return kinds.contains(FactKind.REPLIED);
  }

  /** As the interface writes it: {@code no_answer}. */
  public String tag() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static Optional<AgentResult> ofTag(String tag) {
    for (AgentResult result : values()) {
      if (result.tag().equals(tag)) {
        return Optional.of(result);
      }
    }
    return Optional.empty();
  }
}
