package io.batuta.dispatch;

import io.batuta.campaign.ContactState;
import io.batuta.channel.OneCall;
import io.batuta.channel.OutboundMessage;
import io.batuta.channel.SendOutcome;
import io.batuta.ledger.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One message and what the provider answered, as the contact's row and fact will say it.
 *
 * @param called false: the run did not come to it; nothing left, and the provider said nothing
 */
record Answer(OutboundMessage message, SendOutcome outcome, boolean called) {

  /** How long a provider rests that answered nothing one could make sense of. */
  private static final Duration REST = Duration.ofMinutes(1);

  /** No window is open for longer: whatever a provider says beyond it means the same. */
  private static final Duration LATEST = Duration.ofDays(7);

  /** No provider's id is longer, and an index of the database takes no more than five times it. */
  private static final int LONGEST_ID = 500;

  private static final int LONGEST_CODE = 200;

  static Answer of(OutboundMessage message, SendOutcome outcome) {
    return new Answer(message, outcome, true);
  }

  /** Due again at once, where its window is still open. */
  static Answer notCalled(OutboundMessage message, String code) {
    return new Answer(message, new SendOutcome.Deferred(Duration.ZERO, code), false);
  }

  ContactState state() {
    return switch (outcome) {
      case SendOutcome.Accepted accepted -> ContactState.SENT;
      case SendOutcome.Deferred deferred -> ContactState.DEFERRED;
      case SendOutcome.Rejected rejected -> ContactState.FAILED;
      case SendOutcome.Unknown unknown -> ContactState.UNCERTAIN;
    };
  }

  @Nullable Reason reason() {
    return switch (outcome) {
      case SendOutcome.Accepted accepted -> null;
      case SendOutcome.Deferred deferred -> called ? Reason.THROTTLED : Reason.CLAIM_LOST;
      case SendOutcome.Rejected rejected -> refusal(rejected);
      case SendOutcome.Unknown unknown -> Reason.ANSWER_LOST;
    };
  }

  @Nullable String code() {
    return switch (outcome) {
      case SendOutcome.Accepted accepted -> null;
      case SendOutcome.Deferred deferred -> kept(deferred.code());
      case SendOutcome.Rejected rejected -> kept(rejected.code());
      case SendOutcome.Unknown unknown -> kept(unknown.code());
    };
  }

  /**
   * Null where the provider gave none that can be kept: reports then find the contact by our own id
   * alone. One answer that the database does not take would cost its whole batch their answers.
   */
  @Nullable String messageId() {
    return outcome instanceof SendOutcome.Accepted accepted && isId(accepted.providerMessageId())
        ? accepted.providerMessageId()
        : null;
  }

  boolean addressIsDead() {
    return outcome instanceof SendOutcome.Rejected rejected && rejected.addressIsDead();
  }

  /** When a deferred one is due again: at once, or within a week, whatever the provider says. */
  @Nullable Instant dueAt(Instant now) {
    return outcome instanceof SendOutcome.Deferred deferred
        ? now.plus(bounded(deferred.after()))
        : null;
  }

  /** Whether the provider asked to slow down. */
  static boolean slowDown(List<Answer> answers) {
    return answers.stream()
        .anyMatch(a -> a.called() && a.outcome() instanceof SendOutcome.Deferred);
  }

  /**
   * Until when nobody should call a provider that took nothing of a whole batch, be it out of
   * quota, out of reach or out of order: the rest of the day's contacts would only be worn down on
   * it. Null when it took something, or refused for reasons of the messages' own.
   */
  static @Nullable Instant closedUntil(List<Answer> answers, Instant now) {
    Duration rest = null;
    for (Answer answer : answers) {
      Duration asked =
          switch (answer.outcome()) {
            case SendOutcome.Accepted accepted -> Duration.ZERO;
            case SendOutcome.Deferred deferred ->
                answer.called() ? bounded(deferred.after()) : null;
            case SendOutcome.Rejected rejected -> null;
            case SendOutcome.Unknown unknown -> REST;
          };
      if (asked != null && (rest == null || asked.compareTo(rest) < 0)) {
        rest = asked;
      }
    }
    return rest == null || rest.isZero() ? null : now.plus(rest);
  }

  private static Duration bounded(Duration after) {
    if (after.isNegative()) {
      return Duration.ZERO;
    }
    return after.compareTo(LATEST) > 0 ? LATEST : after;
  }

  private static boolean isId(@Nullable String id) {
    return id != null && !id.isEmpty() && id.length() <= LONGEST_ID && id.indexOf('\0') < 0;
  }

  static @Nullable String kept(@Nullable String code) {
    if (code == null) {
      return null;
    }
    String text = code.replace("\0", "");
    return text.length() > LONGEST_CODE ? text.substring(0, LONGEST_CODE) : text;
  }

  private static Reason refusal(SendOutcome.Rejected rejected) {
    if (rejected.code().equals(OneCall.FICTIONAL)) {
      return Reason.FICTIONAL;
    }
    return rejected.addressIsDead() ? Reason.ADDRESS_DEAD : Reason.REFUSED_BY_PROVIDER;
  }
}
