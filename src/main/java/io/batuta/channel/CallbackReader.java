package io.batuta.channel;

import io.smallrye.mutiny.Uni;

/**
 * Verifies and reads what one provider calls back with. CDI beans in a package that nobody imports.
 */
public interface CallbackReader {

  /** The webhook path it answers: {@code sns} for {@code /webhooks/sns}. */
  String path();

  /** Checks the signature over the untouched body before anything else, then reads. Never fails. */
  Uni<CallbackReading> read(RawCallback callback);

  /**
   * Reads a body that came by a trusted road (a queue, a log subscription), where the sender was
   * already proven: no signature is asked for.
   */
  CallbackReading readTrusted(byte[] body);
}
