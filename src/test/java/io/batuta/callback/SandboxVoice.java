package io.batuta.callback;

import io.batuta.callback.Sent.Contact;
import io.batuta.channel.ProviderEvent.Kind;
import io.batuta.channel.StandardWebhooks;
import io.batuta.portfolio.Channel;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.eclipse.microprofile.config.ConfigProvider;

/** Simulated carriers: everything that any provider could say, on any channel. */
record SandboxVoice(Channel channel) implements Voice {

  @Override
  public String provider() {
    return "sandbox";
  }

  @Override
  public Set<Kind> says() {
    return EnumSet.allOf(Kind.class);
  }

  @Override
  public Post post(Saying saying, Contact contact) {
    JsonObject event =
        new JsonObject()
            .put("id", contact.id().value() + "-" + saying.mark())
            .put("type", saying.kind().name().toLowerCase(Locale.ROOT))
            .put("channel", channel.name())
            .put("occurredAt", saying.at().toString());
    if (saying.named()) {
      event.put("contact", contact.id().value().toString());
    } else if (saying.kind() != Kind.REPLIED) {
      event.put("messageId", messageId(contact));
    }
    if (saying.kind() == Kind.REPLIED) {
      event.put("from", contact.address()).put("text", saying.words());
    }
    if (saying.kind() == Kind.FAILED) {
      event
          .put("code", List.of("Busy", "Full", "Gone").get(saying.failure()))
          .put("addressIsDead", saying.failure() == 2);
    }
    String body = new JsonObject().put("events", new JsonArray(List.of(event))).encode();
    return Post.proven("sandbox", signed(event.getString("id"), body), body);
  }

  private static Map<String, List<String>> signed(String id, String body) {
    String secret =
        ConfigProvider.getConfig().getValue("batuta.channel.sandbox.secret", String.class);
    String signature =
        new StandardWebhooks(secret).sign(id, Sent.NOW, body.getBytes(StandardCharsets.UTF_8));
    return Map.of(
        StandardWebhooks.ID, List.of(id),
        StandardWebhooks.TIMESTAMP, List.of(Long.toString(Sent.NOW.getEpochSecond())),
        StandardWebhooks.SIGNATURE, List.of(signature));
  }
}
