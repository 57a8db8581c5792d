package io.batuta.privacy;

import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Finds an address without reading it: HMAC-SHA256 under the installation's key. The same address
 * always has the same hash, so a change of the key orphans every stored one: keep it.
 */
@ApplicationScoped
public class AddressHash {

  private final byte[] key;

  /**
   * @throws IllegalArgumentException if the key is not base64 of at least 32 bytes
   */
  AddressHash(@ConfigProperty(name = "batuta.privacy.hash-key") String key) {
    this.key = Base64.getDecoder().decode(key);
    if (this.key.length < 32) {
      throw new IllegalArgumentException(
          "BATUTA_PRIVACY_HASH_KEY holds at least 32 bytes, in base64");
    }
  }

  /** The hash, 32 bytes, of an address in its normal form (E.164, lower-case e-mail). */
  public byte[] of(String address) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return mac.doFinal(address.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has HmacSHA256", e);
    }
  }
}
