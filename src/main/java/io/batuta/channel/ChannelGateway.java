package io.batuta.channel;

import io.batuta.portfolio.Channel;
import io.smallrye.mutiny.Uni;
import java.util.Set;

/**
 * Sends through one provider. Implementations are CDI beans in a package of their own that nobody
 * imports.
 */
public interface ChannelGateway {

  /** The provider's name, as routes and callbacks write it: {@code ses}. */
  String provider();

  /** The channels that it can carry. */
  Set<Channel> channels();

  /**
   * Calls the provider once. Never retries by itself, never fails: trouble is an outcome, and what
   * cannot be decided is {@link SendOutcome.Unknown}. Safe to call from the event loop.
   */
  Uni<SendOutcome> send(OutboundMessage message);

  /**
   * Asks the provider to take back what it was handed and has not worked yet. May be asked again
   * for the same contact, and must answer the same. Never fails.
   */
  default Uni<RecallOutcome> recall(Recall recall) {
    return Uni.createFrom().item(new RecallOutcome.CannotRecall());
  }
}
