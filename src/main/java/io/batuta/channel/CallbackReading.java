package io.batuta.channel;

import java.net.URI;
import java.util.List;

/** What a reader made of a provider's call. */
public sealed interface CallbackReading {

  /**
   * Genuine. Empty when it holds nothing that concerns a contact (an unknown event type: counted,
   * kept).
   */
  record Events(List<ProviderEvent> events) implements CallbackReading {
    public Events {
      events = List.copyOf(events);
    }
  }

  /**
   * Genuine, and asks us to confirm a subscription by visiting this address (checked by the
   * reader).
   */
  record Handshake(URI confirm) implements CallbackReading {}

  /** Not from the provider, or too old: 401, nothing is written. */
  record Forged(String why) implements CallbackReading {}

  /**
   * From the provider, or not provably forged, but not to be understood: 400, the body is kept for
   * study.
   */
  record Unreadable(String why) implements CallbackReading {}

  /**
   * Cannot be told now, through no fault of the caller's (the provider's certificate could not be
   * fetched): 503, nothing is written, the provider comes again.
   */
  record Undecided(String why) implements CallbackReading {}
}
