package io.batuta.function;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.batuta.local.lambda.PackagedFunction;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What a queue brings to the archive. */
@ExtendWith(PackagedWorld.Shared.class)
class PackagedEventsTest {

  private final PackagedWorld world;

  PackagedEventsTest(PackagedWorld world) {
    this.world = world;
  }

  @Test
  void what_a_queue_brings_forged_or_unreadable_is_kept_and_not_brought_again() throws Exception {
    PackagedFunction events =
        world
            .scene()
            .start(
                "events",
                PackagedWorld.MORNING,
                Map.of("BATUTA_CHANNEL_SNS_TOPICS", "arn:aws:sns:us-east-1:123456789012:events"));
    String forged =
        new JsonObject()
            .put("Type", "Notification")
            .put("MessageId", "m-1")
            .put("TopicArn", "arn:aws:sns:us-east-1:123456789012:events")
            .put("Message", "{}")
            .put("Timestamp", PackagedWorld.MORNING)
            .put("SignatureVersion", "2")
            .put("Signature", "Zm9yZ2Vk")
            .put("SigningCertURL", "https://sns.us-east-1.amazonaws.com.example/a.pem")
            .encode();
    long before = world.scene().count("SELECT count(*) FROM callback_body");
    JsonObject answer =
        PackagedWorld.json(events.call(PackagedWorld.batch(forged, "no JSON").encode()));
    assertEquals(new JsonArray(), answer.getJsonArray("batchItemFailures"), answer.encode());
    assertEquals(before + 2, world.scene().count("SELECT count(*) FROM callback_body"));
  }
}
