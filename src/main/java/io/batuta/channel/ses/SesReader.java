package io.batuta.channel.ses;

import io.batuta.channel.JsonPayload;
import io.batuta.channel.JsonPayload.Malformed;
import io.batuta.channel.ProviderEvent;
import io.batuta.channel.ProviderEvent.Kind;
import io.batuta.channel.SnsPayloadReader;
import io.batuta.ledger.ContactId;
import io.batuta.portfolio.Channel;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Reads SES events (of a configuration set: {@code eventType}, with our tags) and identity feedback
 * ({@code notificationType}, without tags: found again by message id).
 *
 * <p>Recipients are never read: a complaint may list everybody at a domain. Whose message it was is
 * said by the tag.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/ses/latest/dg/event-publishing-retrieving-sns-contents.html">AWS</a>
 */
@ApplicationScoped
class SesReader implements SnsPayloadReader {

  /** The message tag that carries our contact's id; the gateway sets it. */
  static final String CONTACT_TAG = "contact";

  private static final String PROVIDER = "ses";

  /** What one event type comes to. */
  private record Meaning(
      Kind kind, Instant at, String mark, @Nullable String code, boolean addressIsDead) {}

  @Override
  public Optional<List<ProviderEvent>> read(JsonPayload payload, Instant saidAt) {
    Optional<String> type = payload.text("eventType").or(() -> payload.text("notificationType"));
    Optional<JsonPayload> mail = type.isEmpty() ? Optional.empty() : payload.object("mail");
    if (mail.isEmpty()) {
      return Optional.empty();
    }
    String messageId = mail.get().requiredText("messageId");
    return Optional.of(
        meaning(type.get(), payload, mail.get()).stream()
            .map(meaning -> event(type.get(), messageId, contact(mail.get()), meaning))
            .toList());
  }

  private static Optional<Meaning> meaning(String type, JsonPayload payload, JsonPayload mail) {
    return switch (type) {
      case "Send" -> Optional.of(plain(Kind.ACCEPTED, mail, null));
      case "Delivery" ->
          Optional.of(plain(Kind.DELIVERED, payload.requiredObject("delivery"), null));
      case "Open" -> Optional.of(plain(Kind.READ, payload.requiredObject("open"), null));
      case "Click" -> Optional.of(plain(Kind.CLICKED, payload.requiredObject("click"), null));
      case "Bounce" -> Optional.of(bounce(payload.requiredObject("bounce")));
      case "Complaint" -> Optional.of(complaint(payload.requiredObject("complaint")));
      case "Reject" -> Optional.of(plain(Kind.FAILED, mail, "Reject"));
      case "Rendering Failure" -> Optional.of(plain(Kind.FAILED, mail, "RenderingFailure"));
      case "Subscription" -> subscription(payload.requiredObject("subscription"));
      default -> Optional.empty(); // DeliveryDelay, and whatever SES may think of: kept, no event
    };
  }

  private static Meaning plain(Kind kind, JsonPayload part, @Nullable String code) {
    Instant at = part.requiredInstant("timestamp");
    return new Meaning(kind, at, at.toString(), code, false);
  }

  /** A transient bounce comes only after SES stopped trying: it failed, and the address lives. */
  private static Meaning bounce(JsonPayload bounce) {
    String type = bounce.requiredText("bounceType");
    String code = type + bounce.text("bounceSubType").map(sub -> "." + sub).orElse("");
    return new Meaning(
        Kind.FAILED,
        bounce.requiredInstant("timestamp"),
        bounce.text("feedbackId").orElseGet(() -> bounce.requiredText("timestamp")),
        code,
        type.equals("Permanent"));
  }

  private static Meaning complaint(JsonPayload complaint) {
    return new Meaning(
        Kind.COMPLAINED,
        complaint.requiredInstant("timestamp"),
        complaint.text("feedbackId").orElseGet(() -> complaint.requiredText("timestamp")),
        complaint.text("complaintFeedbackType").orElse(null),
        false);
  }

  /** Only a change to "no more" concerns us; coming back takes a new consent. */
  private static Optional<Meaning> subscription(JsonPayload subscription) {
    boolean all =
        subscription
            .object("newTopicPreferences")
            .filter(p -> p.flag("unsubscribeAll"))
            .isPresent();
    boolean one =
        subscription
            .object("newTopicPreferences")
            .map(p -> p.array("topicSubscriptionStatus"))
            .orElse(List.of())
            .stream()
            .anyMatch(topic -> topic.toString().contains("OptOut"));
    return all || one
        ? Optional.of(plain(Kind.OPTED_OUT, subscription, "Unsubscribe"))
        : Optional.empty();
  }

  private static @Nullable ContactId contact(JsonPayload mail) {
    List<Object> tag = mail.object("tags").map(tags -> tags.array(CONTACT_TAG)).orElse(List.of());
    if (tag.isEmpty()) {
      return null;
    }
    try {
      return new ContactId(UUID.fromString(tag.getFirst().toString()));
    } catch (IllegalArgumentException e) {
      throw new Malformed("the tag " + CONTACT_TAG + " is not a contact's id");
    }
  }

  private static ProviderEvent event(
      String type, String messageId, @Nullable ContactId contact, Meaning meaning) {
    return new ProviderEvent(
        PROVIDER,
        messageId + ":" + type + ":" + meaning.mark(),
        Channel.EMAIL,
        messageId,
        contact,
        meaning.kind(),
        meaning.at(),
        meaning.code(),
        meaning.addressIsDead(),
        null,
        null);
  }
}
