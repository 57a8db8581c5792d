package io.batuta.bench;

import io.batuta.channel.ChannelGateway;
import io.batuta.channel.OneCall;
import io.batuta.channel.OutboundMessage;
import io.batuta.channel.SendOutcome;
import io.batuta.portfolio.Channel;
import io.quarkus.arc.lookup.LookupIfProperty;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.Set;

/**
 * The provider that measures send to: takes everything at once, or hands it to a {@link Sink}. Only
 * there when {@code scripts/bench} runs, and only for a made-up creditor.
 */
@Singleton
@LookupIfProperty(name = "batuta.bench.enabled", stringValue = "true")
final class BenchGateway implements ChannelGateway {

  static final String PROVIDER = "bench";

  /** How a message leaves. */
  @FunctionalInterface
  interface Way {
    Uni<SendOutcome> take(OutboundMessage message);
  }

  /** At once, without leaving. */
  static final Way AT_ONCE =
      message -> Uni.createFrom().item(new SendOutcome.Accepted(messageId(message)));

  private volatile Way way = AT_ONCE;

  void goBy(Way other) {
    way = other;
  }

  static String messageId(OutboundMessage message) {
    return "bench-" + message.contact().value();
  }

  @Override
  public String provider() {
    return PROVIDER;
  }

  @Override
  public Set<Channel> channels() {
    return Set.of(Channel.values());
  }

  @Override
  public Uni<SendOutcome> send(OutboundMessage message) {
    return message.fictional()
        ? way.take(message)
        : Uni.createFrom().item(new SendOutcome.Rejected(OneCall.FICTIONAL, false));
  }
}
