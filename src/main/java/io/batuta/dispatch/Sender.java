package io.batuta.dispatch;

import io.batuta.channel.ChannelGateway;
import io.batuta.channel.OutboundMessage;
import io.batuta.channel.SendOutcome;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.jboss.logging.Logger;

/** Calls a gateway once per message, a bounded number at a time, and makes any fault an answer. */
final class Sender {

  /** What a gateway may take on top of the provider's time before we stop listening to it. */
  static final Duration GRACE = Duration.ofSeconds(2);

  private static final Logger LOG = Logger.getLogger(Sender.class);

  private final int concurrency;
  private final Clock clock;

  Sender(int concurrency, Clock clock) {
    this.concurrency = concurrency;
    this.clock = clock;
  }

  /** An answer for each message, in no order. Never fails, and never calls twice. */
  Uni<List<Answer>> send(ChannelGateway gateway, List<OutboundMessage> messages) {
    return Multi.createFrom()
        .iterable(messages)
        .onItem()
        .transformToUni(message -> inTime(gateway, message).map(o -> new Answer(message, o)))
        .merge(concurrency)
        .collect()
        .asList();
  }

  /** The last of a batch may have waited for its turn until its legal window closed: it stays. */
  private Uni<SendOutcome> inTime(ChannelGateway gateway, OutboundMessage message) {
    return Uni.createFrom()
        .deferred(
            () ->
                clock.instant().isBefore(message.expiresAt())
                    ? once(gateway, message)
                    : Uni.createFrom().item(new SendOutcome.Deferred(Duration.ZERO, "expired")));
  }

  private static Uni<SendOutcome> once(ChannelGateway gateway, OutboundMessage message) {
    return Uni.createFrom()
        .deferred(() -> gateway.send(message))
        .ifNoItem()
        .after(message.timeout().plus(GRACE))
        .recoverWithItem(() -> new SendOutcome.Unknown("timeout"))
        .onFailure()
        .recoverWithItem(
            fault -> {
              // The class alone: a provider's words may hold an address.
              String kind = fault.getClass().getSimpleName();
              LOG.errorf("gateway %s broke its word and failed: %s", gateway.provider(), kind);
              return new SendOutcome.Unknown(kind);
            });
  }
}
