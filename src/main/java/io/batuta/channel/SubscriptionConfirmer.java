package io.batuta.channel;

import io.smallrye.mutiny.Uni;
import java.net.URI;

/** Visits the address by which a provider asks us to confirm a subscription. */
public interface SubscriptionConfirmer {

  /**
   * Visits once, off the event loop, within seconds.
   *
   * @param address from a {@link CallbackReading.Handshake}, whose reader has checked it
   * @return whether the provider was content
   */
  Uni<Boolean> confirm(URI address);
}
