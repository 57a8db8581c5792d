package io.batuta.channel;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Reads what one Amazon service says through SNS, once the envelope is off and proven. Topics,
 * queues and log subscriptions carry the same payloads.
 */
public interface SnsPayloadReader {

  /**
   * @param saidAt when it was published, for payloads that carry no time of their own
   * @return empty when this is not its language; an empty list for what it knows and does not need
   * @throws JsonPayload.Malformed when it is its language, and broken
   */
  Optional<List<ProviderEvent>> read(JsonPayload payload, Instant saidAt);
}
