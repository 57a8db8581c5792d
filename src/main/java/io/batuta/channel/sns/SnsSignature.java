package io.batuta.channel.sns;

import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import java.util.Base64;

/**
 * Checks an envelope's signature: version 1 is RSA over SHA-1 (still SNS's default), 2 over
 * SHA-256.
 */
final class SnsSignature {

  private SnsSignature() {}

  /** Whether the holder of this key signed exactly this envelope. */
  static boolean isGenuine(SnsEnvelope envelope, PublicKey key) {
    String algorithm =
        switch (envelope.signatureVersion()) {
          case "1" -> "SHA1withRSA";
          case "2" -> "SHA256withRSA";
          default -> "";
        };
    if (algorithm.isEmpty()) {
      return false;
    }
    try {
      Signature signature = Signature.getInstance(algorithm);
      signature.initVerify(key);
      signature.update(envelope.signed());
      return signature.verify(Base64.getDecoder().decode(envelope.signature()));
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      return false; // a key of another kind, a signature that is no signature: not theirs
    }
  }
}
