package io.batuta.privacy;

import io.smallrye.mutiny.Uni;

/** Where the installation's master key is: it wraps the creditors' keys, and never comes out. */
public interface KeyVault {

  /** The vault gave no answer; nothing is encrypted or read until it does. */
  final class Unreachable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public Unreachable(String why, Throwable cause) {
      super("the master key cannot be used: " + why, cause);
    }
  }

  /** Whether the settings name it. */
  boolean isThere();

  /**
   * Wraps a key.
   *
   * @param whose it is; unwrapped only with the same
   */
  Uni<byte[]> wrap(byte[] key, String whose);

  /** Unwraps a key; fails with {@link CannotDecrypt} where it is somebody else's, or altered. */
  Uni<byte[]> unwrap(byte[] wrapped, String whose);
}
