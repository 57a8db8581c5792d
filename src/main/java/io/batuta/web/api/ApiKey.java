package io.batuta.web.api;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;

/**
 * A secret that opens the interface: {@code bk_} and 32 random bytes. Only its SHA-256 is stored; a
 * key this random needs no slow hash.
 */
record ApiKey(String secret) {

  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int LENGTH_BYTES = 32;
  private static final int ID_BYTES = 8;

  static ApiKey make() {
    byte[] bytes = new byte[LENGTH_BYTES];
    RANDOM.nextBytes(bytes);
    return new ApiKey("bk_" + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
  }

  /** SHA-256, 32 bytes: how the database knows it. */
  byte[] hash() {
    try {
      return MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /** A name for the key that gives nothing away: the beginning of its hash, in hex. */
  static String id(byte[] hash) {
    return HexFormat.of().formatHex(hash, 0, ID_BYTES);
  }

  /** In constant time. */
  boolean matches(byte[] otherHash) {
    return MessageDigest.isEqual(hash(), otherHash);
  }

  @Override
  public String toString() {
    return "bk_…";
  }
}
