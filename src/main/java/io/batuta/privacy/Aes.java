package io.batuta.privacy;

import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;

/**
 * AES-256-GCM as the JDK has it. A text is written as a version (1), a random nonce of 12 bytes,
 * and the ciphertext with its tag of 16. Each thread keeps its cipher: making one costs more than
 * using it.
 */
final class Aes {

  private static final byte VERSION = 1;
  private static final int NONCE = 12;
  private static final int HEAD = 1 + NONCE;
  private static final int TAG = 16;

  private static final ThreadLocal<Aes> OF_THIS_THREAD = ThreadLocal.withInitial(Aes::new);

  private final Cipher cipher;
  private final SecureRandom random = new SecureRandom();

  private Aes() {
    try {
      cipher = Cipher.getInstance("AES/GCM/NoPadding");
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has AES/GCM", e);
    }
  }

  /**
   * @param bound what the text belongs to: it is read again only with the same
   */
  static byte[] encrypt(SecretKey key, byte[] clear, byte[] bound) {
    return OF_THIS_THREAD.get().encrypted(key, clear, bound);
  }

  /**
   * @throws CannotDecrypt under another key, bound to something else, altered, or of no version
   *     that we know
   */
  static byte[] decrypt(SecretKey key, byte[] encrypted, byte[] bound) {
    return OF_THIS_THREAD.get().clear(key, encrypted, bound);
  }

  static byte[] random(int bytes) {
    byte[] made = new byte[bytes];
    OF_THIS_THREAD.get().random.nextBytes(made);
    return made;
  }

  private byte[] encrypted(SecretKey key, byte[] clear, byte[] bound) {
    byte[] written = new byte[HEAD + clear.length + TAG];
    byte[] nonce = new byte[NONCE];
    random.nextBytes(nonce);
    written[0] = VERSION;
    System.arraycopy(nonce, 0, written, 1, NONCE);
    try {
      cipher.init(Cipher.ENCRYPT_MODE, key, new GCMParameterSpec(TAG * Byte.SIZE, nonce));
      cipher.updateAAD(bound);
      cipher.doFinal(clear, 0, clear.length, written, HEAD);
      return written;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("AES/GCM takes every key of 32 bytes and every text", e);
    }
  }

  private byte[] clear(SecretKey key, byte[] encrypted, byte[] bound) {
    if (encrypted.length < HEAD + TAG || encrypted[0] != VERSION) {
      throw new CannotDecrypt();
    }
    try {
      cipher.init(
          Cipher.DECRYPT_MODE, key, new GCMParameterSpec(TAG * Byte.SIZE, encrypted, 1, NONCE));
      cipher.updateAAD(bound);
      return cipher.doFinal(encrypted, HEAD, encrypted.length - HEAD);
    } catch (GeneralSecurityException e) {
      throw new CannotDecrypt();
    }
  }
}
