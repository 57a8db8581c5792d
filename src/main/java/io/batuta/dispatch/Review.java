package io.batuta.dispatch;

import io.batuta.campaign.ContactState;
import io.batuta.campaign.Rulebooks;
import io.batuta.channel.OutboundMessage;
import io.batuta.compliance.ProposedContact;
import io.batuta.compliance.Rulebook;
import io.batuta.compliance.Verdict;
import io.batuta.ledger.Reason;
import io.batuta.message.RenderedMessage;
import io.batuta.portfolio.CreditorId;
import io.batuta.privacy.DataKey;
import io.batuta.privacy.PersonalData;
import io.batuta.telemetry.LogIds;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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

  /** One for each, in order. Never fails: what cannot be judged or rendered is set aside. */
  List<Judged> judge(List<Claimed> claimed, Instant now) {
    Map<CreditorId, Optional<Rulebook>> rulebooks = new HashMap<>();
    List<Judged> judged = new ArrayList<>(claimed.size());
    for (Claimed one : claimed) {
      judged.add(
          switch (one) {
            case BrokenClaim broken -> poison(broken, broken.why());
            case Claim claim ->
                judge(
                    claim,
                    rulebooks.computeIfAbsent(claim.creditor().id(), id -> rulebook(claim)),
                    now);
          });
    }
    return judged;
  }

  /** Empty when the law or the house rules cannot be read: then nothing is permitted. */
  private Optional<Rulebook> rulebook(Claim claim) {
    try {
      return Optional.of(rulebooks.of(claim.creditor(), claim.house()));
    } catch (RuntimeException e) {
      LOG.errorf("no rulebook for creditor %d: %s", claim.creditor().id().value(), e.getMessage());
      return Optional.empty();
    }
  }

  private Judged judge(Claim claim, Optional<Rulebook> rulebook, Instant now) {
    if (rulebook.isEmpty()) {
      return withheld(claim, Reason.NO_LAW);
    }
    try {
      return judge(claim, rulebook.get(), now);
    } catch (RuntimeException e) {
      return poison(claim, e.getClass().getSimpleName());
    }
  }

  private Judged judge(Claim claim, Rulebook rulebook, Instant now) {
    if (claim.stopped()) {
      return withheld(claim, Reason.STOPPED);
    }
    if (claim.address() == null) {
      return withheld(claim, Reason.NO_CONTACT_POINT);
    }
    if (claim.sender() == null) {
      return withheld(claim, Reason.NO_ROUTE);
    }
    if (claim.template() == null) {
      return withheld(claim, Reason.NO_TEMPLATE);
    }
    return switch (rulebook.judge(
        claim.situation(), new ProposedContact(claim.channel(), claim.optedOut(), now))) {
      case Verdict.Refused refused -> aside(claim, refused, now);
      case Verdict.Permitted permitted ->
          rendered(claim, claim.address(), claim.sender(), permitted, now);
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

  private Judged rendered(
      Claim claim, String address, String sender, Verdict.Permitted permitted, Instant now) {
    LocalDate today = now.atZone(claim.creditor().timeZone()).toLocalDate();
    Optional<RenderedMessage> message = renderer.render(claim, today);
    DataKey key = claim.key();
    if (message.isEmpty() || key == null) {
      return new Judged.Aside(
          claim.contact(), ContactState.FAILED, null, Reason.UNRENDERABLE, null);
    }
    return new Judged.Ready(
        new OutboundMessage(
            claim.contact(),
            claim.creditor().fictional(),
            claim.channel(),
            address,
            sender,
            message.get().subject(),
            message.get().body(),
            earliest(permitted.until(), claim.expiresAt()),
            answerTimeout),
        key.encrypt(PersonalData.WORDS, words(message.get())),
        claim.costs());
  }

  private static String words(RenderedMessage message) {
    String subject = message.subject();
    return subject == null ? message.body() : subject + "\n\n" + message.body();
  }

  private static Judged withheld(Claim claim, Reason reason) {
    return new Judged.Aside(claim.contact(), ContactState.WITHHELD, null, reason, null);
  }

  private static Judged poison(Claimed claimed, String why) {
    LogIds.about(
        claimed.contact().value(),
        () ->
            LOG.warnf(
                "contact %s cannot be judged or rendered: %s", claimed.contact().value(), why));
    return new Judged.Aside(
        claimed.contact(), ContactState.FAILED, null, Reason.UNRENDERABLE, null);
  }

  private static Instant latest(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }

  private static Instant earliest(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }
}
