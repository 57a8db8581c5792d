package io.batuta.channel;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signs and checks calls by the Standard Webhooks scheme: {@code webhook-signature: v1,<base64>}
 * over {@code id.timestamp.body} with HMAC-SHA256. Several signatures may stand side by side while
 * a key rotates.
 */
public final class StandardWebhooks {

  public static final String ID = "webhook-id";
  public static final String TIMESTAMP = "webhook-timestamp";
  public static final String SIGNATURE = "webhook-signature";

  /** How far the sender's clock may be from ours, both ways. */
  public static final Duration TOLERANCE = Duration.ofMinutes(5);

  private static final Pattern SECONDS = Pattern.compile("[0-9]{1,12}");

  /** Holds the key, and is never used itself: a copy of it costs less than a new one. */
  private final Mac keyed;

  /**
   * @param secret {@code whsec_} and the key in base64, as the scheme writes it
   * @throws IllegalArgumentException if it is not of that form, or shorter than 24 bytes
   */
  public StandardWebhooks(String secret) {
    if (!secret.startsWith("whsec_")) {
      throw new IllegalArgumentException("a webhook secret starts with whsec_");
    }
    byte[] key = Base64.getDecoder().decode(secret.substring("whsec_".length()));
    if (key.length < 24) {
      throw new IllegalArgumentException("a webhook secret holds at least 24 bytes");
    }
    keyed = keyed(key);
  }

  /**
   * The secret of one of many senders, made from this one: each can sign for itself and for no
   * other, and none has to be kept.
   *
   * @param sender its name, such as a creditor's code
   */
  public String secretOf(String sender) {
    return "whsec_" + Base64.getEncoder().encodeToString(mac(sender, 0, new byte[0]));
  }

  /** The signature header of a call. */
  public String sign(String id, Instant timestamp, byte[] body) {
    return "v1," + Base64.getEncoder().encodeToString(mac(id, timestamp.getEpochSecond(), body));
  }

  /**
   * Whether a call is genuine and fresh; the text says what is wrong, and is empty when nothing is.
   */
  public String fault(RawCallback call) {
    String id = call.header(ID).orElse("");
    String timestamp = call.header(TIMESTAMP).orElse("");
    String signatures = call.header(SIGNATURE).orElse("");
    if (id.isEmpty() || signatures.isEmpty() || !SECONDS.matcher(timestamp).matches()) {
      return "webhook-id, webhook-timestamp or webhook-signature is missing or malformed";
    }
    Instant sent = Instant.ofEpochSecond(Long.parseLong(timestamp));
    if (Duration.between(sent, call.receivedAt()).abs().compareTo(TOLERANCE) > 0) {
      return "the timestamp is more than " + TOLERANCE.toMinutes() + " minutes off";
    }
    byte[] expected = mac(id, sent.getEpochSecond(), call.body());
    boolean genuine = false;
    for (String signature : signatures.split(" ", 8)) {
      genuine |= signature.startsWith("v1,") && MessageDigest.isEqual(expected, decoded(signature));
    }
    return genuine ? "" : "no signature matches";
  }

  private static byte[] decoded(String signature) {
    try {
      return Base64.getDecoder().decode(signature.substring("v1,".length()));
    } catch (IllegalArgumentException e) {
      return new byte[0];
    }
  }

  private byte[] mac(String id, long timestamp, byte[] body) {
    try {
      Mac mac = (Mac) keyed.clone();
      mac.update((id + "." + timestamp + ".").getBytes(StandardCharsets.UTF_8));
      return mac.doFinal(body);
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException("every JDK can copy its HmacSHA256", e);
    }
  }

  private static Mac keyed(byte[] key) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return mac;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has HmacSHA256", e);
    }
  }
}
