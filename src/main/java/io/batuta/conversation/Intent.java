package io.batuta.conversation;

import java.math.BigDecimal;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** What somebody means by a reply. Written in facts by its tag. */
public sealed interface Intent {

  /** Wants no more messages at this address. */
  record OptOut() implements Intent {}

  /** Says that it is paid already. */
  record PaymentClaim() implements Intent {}

  /** Says that the debt is not theirs, or not owed. */
  record Dispute() implements Intent {}

  /** Is not the person we look for, or says that this person is dead. */
  record WrongPerson() implements Intent {}

  /**
   * Will pay by a day.
   *
   * @param amount in whatever currency the debt is in; null: none was said, or more than one
   */
  record PromiseToPay(LocalDate dueOn, @Nullable BigDecimal amount) implements Intent {}

  /** Something else, or not clear enough to act upon: a person reads it. */
  record Unclear() implements Intent {}

  /** As facts and reports write it: {@code payment_claim}. */
  default String tag() {
    return switch (this) {
      case OptOut o -> "opt_out";
      case PaymentClaim p -> "payment_claim";
      case Dispute d -> "dispute";
      case WrongPerson w -> "wrong_person";
      case PromiseToPay p -> "promise";
      case Unclear u -> "unclear";
    };
  }
}
