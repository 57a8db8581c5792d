package io.batuta.channel.sns;

import io.batuta.channel.JsonPayload;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What SNS posts around a message. Every text is kept as it stands in the JSON: the signature is
 * over the literal values, so that a timestamp ending in {@code .000Z} must not become {@code Z}.
 *
 * @param subscribeUrl of confirmations only, as {@code token}
 * @see <a
 *     href="https://docs.aws.amazon.com/sns/latest/dg/sns-verify-signature-of-message.html">AWS</a>
 */
record SnsEnvelope(
    String type,
    String messageId,
    String topicArn,
    @Nullable String subject,
    String message,
    String timestamp,
    String signatureVersion,
    String signature,
    String signingCertUrl,
    @Nullable String token,
    @Nullable String subscribeUrl) {

  static final String NOTIFICATION = "Notification";
  static final String SUBSCRIPTION_CONFIRMATION = "SubscriptionConfirmation";
  static final String UNSUBSCRIBE_CONFIRMATION = "UnsubscribeConfirmation";

  private static final List<String> TYPES =
      List.of(NOTIFICATION, SUBSCRIPTION_CONFIRMATION, UNSUBSCRIBE_CONFIRMATION);

  /**
   * @throws JsonPayload.Malformed if it is not an envelope
   */
  static SnsEnvelope read(JsonPayload json) {
    String type = json.requiredText("Type");
    if (!TYPES.contains(type)) {
      throw new JsonPayload.Malformed("Type is none that SNS posts");
    }
    boolean confirmation = !type.equals(NOTIFICATION);
    return new SnsEnvelope(
        type,
        json.requiredText("MessageId"),
        json.requiredText("TopicArn"),
        json.text("Subject").orElse(null),
        json.text("Message").orElseThrow(() -> new JsonPayload.Malformed("no Message")),
        json.requiredText("Timestamp"),
        json.requiredText("SignatureVersion"),
        json.requiredText("Signature"),
        json.requiredText("SigningCertURL"),
        confirmation ? json.requiredText("Token") : null,
        confirmation ? json.requiredText("SubscribeURL") : null);
  }

  /** When SNS published it, which retries do not change. */
  Instant publishedAt() {
    try {
      return Instant.parse(timestamp);
    } catch (java.time.format.DateTimeParseException e) {
      throw new JsonPayload.Malformed("Timestamp is not a time");
    }
  }

  /** The region in the topic's name: {@code us-west-2}; empty when it is not a topic's name. */
  String region() {
    String[] parts = topicArn.split(":", -1);
    return parts.length == 6 && parts[2].equals("sns") ? parts[3] : "";
  }

  /** What the signature is over, as AWS prescribes: name and value, each on a line of its own. */
  byte[] signed() {
    StringBuilder text = new StringBuilder();
    line(text, "Message", message);
    line(text, "MessageId", messageId);
    if (type.equals(NOTIFICATION)) {
      line(text, "Subject", subject);
    }
    line(text, "SubscribeURL", subscribeUrl);
    line(text, "Timestamp", timestamp);
    line(text, "Token", token);
    line(text, "TopicArn", topicArn);
    line(text, "Type", type);
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static void line(StringBuilder text, String name, @Nullable String value) {
    if (value != null) {
      text.append(name).append('\n').append(value).append('\n');
    }
  }
}
