package io.batuta.privacy;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Finds an address without reading it: HMAC-SHA256 under the installation's key. The same address
 * always has the same hash, so a change of the key orphans every stored one: keep it.
 */
@ApplicationScoped
public class AddressHash {

  private final KeyedHash hash;

  /**
   * @throws IllegalArgumentException if the key is not base64 of at least 32 bytes
   */
  AddressHash(@ConfigProperty(name = "batuta.privacy.hash-key") String key) {
    this.hash = new KeyedHash(key);
  }

  /** The hash, 32 bytes, of an address in its normal form (E.164, lower-case e-mail). */
  public byte[] of(String address) {
    return hash.of(address);
  }
}
