package io.batuta.callback;

import io.batuta.callback.Sent.Contact;
import io.batuta.channel.ProviderEvent.Kind;
import io.batuta.channel.sns.TestTopic;
import io.batuta.portfolio.Channel;
import io.vertx.core.json.JsonObject;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Amazon's text messages: delivery by the log, replies by a topic. */
record SmsVoice() implements Voice {

  private static final DateTimeFormatter LOGGED =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSS").withZone(ZoneOffset.UTC);

  private static final List<String> FAILURES =
      List.of(
          "Phone is currently unreachable/unavailable",
          "Blocked as spam by phone carrier",
          "Invalid phone number");

  @Override
  public String provider() {
    return "sms";
  }

  @Override
  public Channel channel() {
    return Channel.SMS;
  }

  @Override
  public Set<Kind> says() {
    return Set.of(Kind.DELIVERED, Kind.FAILED, Kind.OPTED_OUT, Kind.REPLIED);
  }

  @Override
  public Post post(Saying saying, Contact contact) {
    return switch (saying.kind()) {
      case DELIVERED ->
          logged(saying, contact, "SUCCESS", "Message has been accepted by phone carrier");
      case FAILED -> logged(saying, contact, "FAILURE", FAILURES.get(saying.failure()));
      case OPTED_OUT -> logged(saying, contact, "FAILURE", "Phone number is opted out");
      case REPLIED -> replied(saying, contact);
      case ACCEPTED, READ, CLICKED, COMPLAINED ->
          throw new IllegalArgumentException("a carrier tells no " + saying.kind());
    };
  }

  private Post logged(Saying saying, Contact contact, String status, String response) {
    JsonObject line =
        new JsonObject()
            .put(
                "notification",
                new JsonObject()
                    .put("messageId", messageId(contact))
                    .put("timestamp", LOGGED.format(saying.at())))
            .put(
                "delivery",
                new JsonObject()
                    .put("destination", contact.address())
                    .put("providerResponse", response))
            .put("status", status);
    return Post.trusted("sns", line.encode());
  }

  private Post replied(Saying saying, Contact contact) {
    JsonObject reply =
        new JsonObject()
            .put("originationNumber", contact.address())
            .put("destinationNumber", "+5730000000")
            .put("messageBody", saying.words())
            .put("inboundMessageId", contact.id().value() + "-" + saying.mark());
    if (saying.named()) {
      reply.put("previousPublishedMessageId", messageId(contact));
    }
    String body = TestTopic.notification(reply.encode(), saying.at()).encode();
    return Post.proven("sns", Map.of(), body);
  }
}
