package io.batuta.privacy;

/**
 * What is encrypted cannot be read: it stands under another key, belongs somewhere else, or was
 * altered. Says nothing of what it was, and not why: whoever tampers learns nothing.
 */
public final class CannotDecrypt extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public CannotDecrypt() {
    super("personal data cannot be decrypted: another key, another place, or altered");
  }
}
