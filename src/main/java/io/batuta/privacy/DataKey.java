package io.batuta.privacy;

import java.nio.charset.StandardCharsets;
import javax.crypto.spec.SecretKeySpec;

/**
 * A key of 256 bits that personal data is encrypted with: one for each person, and one of the
 * installation for what has not found its person. Never logged, never compared.
 */
public final class DataKey {

  static final int BYTES = 32;

  private final SecretKeySpec key;

  private DataKey(byte[] bytes) {
    if (bytes.length != BYTES) {
      throw new CannotDecrypt();
    }
    key = new SecretKeySpec(bytes, "AES");
  }

  static DataKey of(byte[] bytes) {
    return new DataKey(bytes);
  }

  static DataKey fresh() {
    return new DataKey(Aes.random(BYTES));
  }

  /** The same text comes out different each time: nothing is found or compared by it. */
  public byte[] encrypt(PersonalData kind, String clear) {
    return encrypt(kind, clear.getBytes(StandardCharsets.UTF_8));
  }

  public byte[] encrypt(PersonalData kind, byte[] clear) {
    return Aes.encrypt(key, clear, kind.bound());
  }

  /**
   * @throws CannotDecrypt under another key, of another kind, or altered
   */
  public String decrypt(PersonalData kind, byte[] encrypted) {
    return new String(decryptBytes(kind, encrypted), StandardCharsets.UTF_8);
  }

  /**
   * @throws CannotDecrypt as {@link #decrypt}
   */
  public byte[] decryptBytes(PersonalData kind, byte[] encrypted) {
    return Aes.decrypt(key, encrypted, kind.bound());
  }

  byte[] wrap(DataKey other, String whose) {
    return Aes.encrypt(key, other.bytes(), whose.getBytes(StandardCharsets.UTF_8));
  }

  DataKey unwrap(byte[] wrapped, String whose) {
    return of(Aes.decrypt(key, wrapped, whose.getBytes(StandardCharsets.UTF_8)));
  }

  byte[] bytes() {
    return key.getEncoded();
  }

  @Override
  public String toString() {
    return "a data key";
  }
}
