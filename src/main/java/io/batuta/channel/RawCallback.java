package io.batuta.channel;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * A provider's call, untouched.
 *
 * @param headers by lower-case name, values whole and in order
 * @param body every byte as it came; at most what the door lets through
 */
public record RawCallback(Map<String, List<String>> headers, byte[] body, Instant receivedAt) {

  public RawCallback {
    headers = Map.copyOf(headers);
  }

  /** The first value of a header, by its lower-case name; empty when absent. */
  public java.util.Optional<String> header(String name) {
    return headers.getOrDefault(name, List.of()).stream().findFirst();
  }
}
