package io.batuta.privacy;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** HMAC-SHA256 under the installation's key. Each thread keeps its own, ready with the key. */
final class KeyedHash {

  private final ThreadLocal<Mac> macs;

  /**
   * @param key base64
   * @throws IllegalArgumentException if the key is not base64 of at least 32 bytes
   */
  KeyedHash(String key) {
    byte[] bytes = Base64.getDecoder().decode(key);
    if (bytes.length < 32) {
      throw new IllegalArgumentException(
          "BATUTA_PRIVACY_HASH_KEY holds at least 32 bytes, in base64");
    }
    macs = ThreadLocal.withInitial(() -> mac(bytes));
  }

  byte[] of(String text) {
    return macs.get().doFinal(text.getBytes(StandardCharsets.UTF_8));
  }

  private static Mac mac(byte[] key) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return mac;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has HmacSHA256", e);
    }
  }
}
