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
}
