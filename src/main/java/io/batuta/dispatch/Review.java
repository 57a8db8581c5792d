package io.batuta.dispatch;

import io.batuta.campaign.Rulebooks;

import io.batuta.campaign.ContactState;
import io.batuta.channel.OutboundMessage;
import io.batuta.compliance.ProposedContact;
import io.batuta.compliance.Verdict;
import io.batuta.ledger.Reason;
import io.batuta.message.RenderedMessage;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Judges a claimed contact again: hours may have passed since the night, and a window is kept by
 * when a message leaves. Pure. The contact itself is in no count that a rule reads, since only what
 * was sent is counted.
 */
final class Review {

  /** A rule that says "from now on" while refusing would be asked again without end. */
  private static final Duration AT_LEAST_PUT_OFF = Duration.ofMinutes(1);

  private static final Logger LOG = Logger.getLogger(Review.class);

  private final Rulebooks rulebooks;
  private final Renderer renderer;
  private final Duration answerTimeout;

  Review(Rulebooks rulebooks, Renderer renderer, Duration answerTimeout) {
    this.rulebooks = rulebooks;
    this.renderer = renderer;
    this.answerTimeout = answerTimeout;
  }

  /** Never fails: a contact that cannot be judged or rendered is set aside. */
  Judged judge(Claimed claimed, Instant now) {
    return switch (claimed) {
      case BrokenClaim broken -> poison(broken, broken.why());
      case Claim claim -> {
        try {
          yield judge(claim, now);
        } catch (RuntimeException e) {
          yield poison(claim, e.getClass().getSimpleName());
        }
      }
    };
  }

  private Judged judge(Claim claim, Instant now) {
    if (claim.address() == null) {
      return withheld(claim, Reason.NO_CONTACT_POINT);
    }
    if (claim.sender() == null) {
      return withheld(claim, Reason.NO_ROUTE);
    }
    if (claim.template() == null) {
      return withheld(claim, Reason.NO_TEMPLATE);
    }
    ProposedContact proposed = new ProposedContact(claim.channel(), claim.optedOut(), now);
    Verdict verdict =
        rulebooks.of(claim.creditor(), claim.house()).judge(claim.situation(), proposed);
    return switch (verdict) {
      case Verdict.Refused refused -> aside(claim, refused, now);
      case Verdict.Permitted permitted -> rendered(claim, permitted, now);
    };
  }

  private static Judged aside(Claim claim, Verdict.Refused refused, Instant now) {
    Instant notBefore = refused.notBefore();
    if (notBefore != null) {
      Instant again = latest(notBefore, now.plus(AT_LEAST_PUT_OFF));
      if (again.isBefore(claim.expiresAt())) {
        return new Judged.Aside(
            claim.contact(), ContactState.DEFERRED, again, refused.reason(), refused.rule());
      }
    }
    return new Judged.Aside(
        claim.contact(), ContactState.WITHHELD, null, refused.reason(), refused.rule());
  }

  private Judged rendered(Claim claim, Verdict.Permitted permitted, Instant now) {
    LocalDate today = now.atZone(claim.creditor().timeZone()).toLocalDate();
    Optional<RenderedMessage> message = renderer.render(claim, today);
    if (message.isEmpty()) {
      return new Judged.Aside(
          claim.contact(), ContactState.FAILED, null, Reason.UNRENDERABLE, null);
    }
    return new Judged.Ready(outbound(claim, message.get(), permitted.until()));
  }

  private OutboundMessage outbound(Claim claim, RenderedMessage message, Instant until) {
    return new OutboundMessage(
        claim.contact(),
        claim.creditor().fictional(),
        claim.channel(),
        present(claim.address()),
        present(claim.sender()),
        message.subject(),
        message.body(),
        until.isBefore(claim.expiresAt()) ? until : claim.expiresAt(),
        answerTimeout);
  }

  private static Judged withheld(Claim claim, Reason reason) {
    return new Judged.Aside(claim.contact(), ContactState.WITHHELD, null, reason, null);
  }

  private static Judged poison(Claimed claimed, String why) {
    LOG.warnf("contact %s cannot be judged or rendered: %s", claimed.contact().value(), why);
    return new Judged.Aside(
        claimed.contact(), ContactState.FAILED, null, Reason.UNRENDERABLE, null);
  }

  private static Instant latest(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }

  private static String present(@org.jspecify.annotations.Nullable String value) {
    return java.util.Objects.requireNonNull(value);
  }
}
