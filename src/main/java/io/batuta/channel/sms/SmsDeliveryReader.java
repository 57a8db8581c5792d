package io.batuta.channel.sms;

import io.batuta.channel.JsonPayload;
import io.batuta.channel.JsonPayload.Malformed;
import io.batuta.channel.ProviderEvent;
import io.batuta.channel.ProviderEvent.Kind;
import io.batuta.channel.SnsPayloadReader;
import io.batuta.portfolio.Channel;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads SNS's delivery status of a text message, which comes through CloudWatch Logs alone, up to
 * 72 hours late. SNS carries nothing of ours: the contact is found by message id.
 *
 * <p>{@code SUCCESS} counts as delivered also where the carrier only accepted (many give no handset
 * receipt, and the stricter reading of frequency limits is the safe one); the code says which.
 *
 * @see <a href="https://docs.aws.amazon.com/sns/latest/dg/sms_stats_cloudwatch.html">AWS</a>
 */
@ApplicationScoped
class SmsDeliveryReader implements SnsPayloadReader {

  static final String PROVIDER = "sms";

  /** Amazon's prose, by a word that tells it apart, and the code we keep. */
  private static final Map<String, String> CODES =
      Map.ofEntries(
          Map.entry("delivered to phone handset", "delivered_to_handset"),
          Map.entry("accepted by phone", "accepted_by_carrier"),
          Map.entry("invalid phone number", "invalid_number"),
          Map.entry("opted out", "opted_out"),
          Map.entry("unreachable", "unreachable"),
          Map.entry("as spam", "blocked_as_spam"),
          Map.entry("blocked", "blocked"),
          Map.entry("max price", "max_price"),
          Map.entry("spending limit", "spending_limit"),
          Map.entry("not enough quota", "no_quota"),
          Map.entry("unknown error", "unknown_error"));

  @Override
  public Optional<List<ProviderEvent>> read(JsonPayload payload, Instant saidAt) {
    if (!payload.has("notification") || !payload.has("delivery") || !payload.has("status")) {
      return Optional.empty();
    }
    String status = payload.requiredText("status");
    JsonPayload delivery = payload.requiredObject("delivery");
    JsonPayload notification = payload.requiredObject("notification");
    String messageId = notification.requiredText("messageId");
    Instant at = time(notification.requiredText("timestamp")).plusMillis(dwelt(delivery));
    String code = code(delivery.text("providerResponse").orElse(""));
    return Optional.of(
        switch (status) {
          case "SUCCESS" -> List.of(event(messageId, Kind.DELIVERED, at, code));
          case "FAILURE" ->
              "opted_out".equals(code)
                  ? List.of(
                      event(messageId, Kind.FAILED, at, code),
                      event(messageId, Kind.OPTED_OUT, at, code))
                  : List.of(event(messageId, Kind.FAILED, at, code));
          default -> List.of();
        });
  }

  /** SNS writes {@code 2016-06-28 00:40:34.558}, in UTC. */
  private static Instant time(String text) {
    String iso = text.replace(' ', 'T');
    try {
      return Instant.parse(iso.endsWith("Z") ? iso : iso + "Z");
    } catch (DateTimeParseException e) {
      throw new Malformed("timestamp is not a time");
    }
  }

  /**
   * How long the carrier took; nothing where it is absent or absurd (over the 72 hours of a
   * report).
   */
  private static long dwelt(JsonPayload delivery) {
    String digits =
        delivery.text("dwellTimeMs").filter(text -> text.matches("[0-9]{1,9}")).orElse("0");
    long dwelt = Long.parseLong(digits);
    return dwelt <= 72L * 3_600_000 ? dwelt : 0;
  }

  private static @Nullable String code(String response) {
    String lower = response.toLowerCase(Locale.ROOT);
    if (lower.contains("as spam")) {
      return "blocked_as_spam"; // also says "blocked"
    }
    return CODES.entrySet().stream()
        .filter(known -> lower.contains(known.getKey()))
        .map(Map.Entry::getValue)
        .sorted()
        .findFirst()
        .orElse(response.isBlank() ? null : "other");
  }

  private static ProviderEvent event(
      String messageId, Kind kind, Instant at, @Nullable String code) {
    return new ProviderEvent(
        PROVIDER,
        messageId + ":" + kind + ":" + at,
        Channel.SMS,
        messageId,
        null,
        kind,
        at,
        code,
        kind == Kind.FAILED && "invalid_number".equals(code),
        null,
        null);
  }
}
