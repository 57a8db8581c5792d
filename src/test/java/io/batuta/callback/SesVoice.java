package io.batuta.callback;

import io.batuta.callback.Sent.Contact;
import io.batuta.channel.ProviderEvent.Kind;
import io.batuta.channel.sns.TestTopic;
import io.batuta.portfolio.Channel;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.Set;

/** Amazon SES, by a configuration set (with our tag) or by identity feedback (without). */
record SesVoice() implements Voice {

  private static final Set<Kind> FEEDBACK = Set.of(Kind.DELIVERED, Kind.FAILED, Kind.COMPLAINED);

  @Override
  public String provider() {
    return "ses";
  }

  @Override
  public Channel channel() {
    return Channel.EMAIL;
  }

  @Override
  public Set<Kind> says() {
    return Set.of(
        Kind.ACCEPTED,
        Kind.DELIVERED,
        Kind.READ,
        Kind.CLICKED,
        Kind.FAILED,
        Kind.COMPLAINED,
        Kind.OPTED_OUT);
  }

  @Override
  public Post post(Saying saying, Contact contact) {
    JsonObject mail =
        new JsonObject()
            .put("timestamp", Sent.SENT_AT.toString())
            .put("messageId", messageId(contact))
            .put("destination", new JsonArray().add(contact.address()));
    if (saying.named()) {
      mail.put(
          "tags",
          new JsonObject().put("contact", new JsonArray().add(contact.id().value().toString())));
    }
    JsonObject payload = said(saying, contact).put("mail", mail);
    if (!saying.named() && FEEDBACK.contains(saying.kind())) {
      payload.put("notificationType", payload.remove("eventType"));
    }
    String body = TestTopic.notification(payload.encode(), saying.at()).encode();
    return Post.proven("sns", Map.of(), body);
  }

  private static JsonObject said(Saying saying, Contact contact) {
    JsonObject part = new JsonObject().put("timestamp", saying.at().toString());
    String id = contact.id().value() + "-" + saying.mark();
    return switch (saying.kind()) {
      case ACCEPTED -> event("Send", "send", new JsonObject());
      case DELIVERED -> event("Delivery", "delivery", part.put("smtpResponse", "250 ok"));
      case READ -> event("Open", "open", part.put("ipAddress", "192.0.2.1"));
      case CLICKED -> event("Click", "click", part.put("link", "https://example.com/"));
      case FAILED ->
          event(
              "Bounce",
              "bounce",
              part.put("feedbackId", id)
                  .put("bounceType", saying.failure() == 2 ? "Permanent" : "Transient")
                  .put("bounceSubType", saying.failure() == 1 ? "MailboxFull" : "General"));
      case COMPLAINED ->
          event(
              "Complaint",
              "complaint",
              part.put("feedbackId", id).put("complaintFeedbackType", "abuse"));
      case OPTED_OUT ->
          event(
              "Subscription",
              "subscription",
              part.put("newTopicPreferences", new JsonObject().put("unsubscribeAll", true)));
      case REPLIED -> throw new IllegalArgumentException("SES tells no replies");
    };
  }

  private static JsonObject event(String type, String name, JsonObject part) {
    return new JsonObject().put("eventType", type).put(name, part);
  }
}
