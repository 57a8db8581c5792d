package io.batuta.dispatch;

import io.batuta.channel.ChannelGateway;
import io.batuta.channel.OutboundMessage;
import io.batuta.channel.SendOutcome;
import io.batuta.telemetry.LogIds;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jboss.logging.Logger;

/**
 * Calls one gateway once per message and makes any fault an answer. Calls under way are bounded
 * over all batches that are handed in at once.
 */
final class Sender {

  /** What a gateway may take on top of the provider's time before we stop listening to it. */
  static final Duration GRACE = Duration.ofSeconds(2);

  /**
   * How long after it was marked a contact may still be called. A provider that turned slow leaves
   * some waiting; whoever paid or said stop in between is not called, since what waited longer is
   * put off and judged anew.
   */
  static final Duration STALE = Duration.ofSeconds(30);

  private static final Logger LOG = Logger.getLogger(Sender.class);

  private final ChannelGateway gateway;
  private final int concurrency;
  private final Turnstile calls;
  private final Clock clock;
  private final Instant until;

  /**
   * @param concurrency calls under way at a time
   * @param until no call begins after this
   */
  Sender(ChannelGateway gateway, int concurrency, Clock clock, Instant until) {
    this.gateway = gateway;
    this.concurrency = concurrency;
    this.calls = new Turnstile(concurrency);
    this.clock = clock;
    this.until = until;
  }

  /**
   * An answer for each message, in no order. Never fails, and never calls twice.
   *
   * @param marked when they were judged and marked
   */
  Uni<List<Answer>> send(List<OutboundMessage> messages, Instant marked) {
    Instant stale = marked.plus(STALE);
    Instant last = stale.isBefore(until) ? stale : until;
    return Multi.createFrom()
        .iterable(messages)
        .onItem()
        .transformToUni(message -> calls.pass(() -> inTime(message, last)))
        .merge(concurrency)
        .collect()
        .asList();
  }

  /**
   * What waited for its turn until its legal window closed stays, and so does what waited until the
   * run's own time was over: it was not called, so nothing left.
   */
  private Uni<Answer> inTime(OutboundMessage message, Instant last) {
    Instant now = clock.instant();
    if (!now.isBefore(message.expiresAt())) {
      return Uni.createFrom().item(Answer.notCalled(message, "expired"));
    }
    if (!now.isBefore(last)) {
      return Uni.createFrom().item(Answer.notCalled(message, "no-time"));
    }
    return once(message).map(outcome -> Answer.of(message, outcome));
  }

  private Uni<SendOutcome> once(OutboundMessage message) {
    return Uni.createFrom()
        .deferred(() -> gateway.send(message))
        .ifNoItem()
        .after(message.timeout().plus(GRACE))
        .recoverWithItem(() -> new SendOutcome.Unknown("timeout"))
        .onItem()
        .ifNull()
        .continueWith(() -> new SendOutcome.Unknown("no-answer"))
        .onFailure()
        .recoverWithItem(
            fault -> {
              // The class alone: a provider's words may hold an address.
              String kind = fault.getClass().getSimpleName();
              LogIds.about(
                  message.contact().value(),
                  () ->
                      LOG.errorf(
                          "gateway %s broke its word and failed: %s", gateway.provider(), kind));
              return new SendOutcome.Unknown(kind);
            });
  }
}
