package io.batuta.function;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.batuta.channel.sns.TestTopic;
import io.batuta.function.BatchAnswer.ItemFailure;
import io.batuta.postgres.Sql;
import io.batuta.testing.Await;
import io.batuta.testing.Clear;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
class EventsFunctionTest {

  @Inject
  @Named("events")
  EventsFunction events;

  @Inject Sql sql;
  @Inject Clear clear;
  @Inject Clock clock;

  private final String mark = UUID.randomUUID().toString();

  @Test
  void an_envelope_from_the_queue_is_stored_once_however_often_it_comes() {
    Instant now = clock.instant();
    JsonObject record = queued("1", TestTopic.notification(delivery(mark, now), now), now);
    assertEquals(answer(), handle(EventShapesTest.sqs(record, record.copy())));
    assertEquals(answer(), handle(EventShapesTest.sqs(record)));
    assertEquals(List.of("ses EMAIL DELIVERED"), stored());
  }

  @Test
  void what_waited_in_the_queue_for_hours_is_as_good_as_new() {
    Instant then = clock.instant().minus(Duration.ofHours(30));
    JsonObject envelope = TestTopic.notification(delivery(mark, then), then);
    assertEquals(answer(), handle(EventShapesTest.sqs(queued("1", envelope, then.plusSeconds(2)))));
    assertEquals(List.of("ses EMAIL DELIVERED"), stored());
  }

  @Test
  void what_is_forged_stale_or_no_json_is_kept_for_study_and_does_not_come_again() {
    Instant now = clock.instant();
    Instant then = now.minus(Duration.ofHours(5));
    JsonObject forged = TestTopic.notification(delivery(mark, now), now).put("Subject", "x");
    JsonObject stale = TestTopic.notification(delivery(mark, then), then);
    JsonObject event =
        EventShapesTest.sqs(
            queued("1", forged, now),
            queued("2", stale, now),
            EventShapesTest.record("3", "not json " + mark));
    assertEquals(answer(), handle(event));
    assertEquals(List.of(), stored());
    assertEquals(3, unreadable());
  }

  @Test
  void what_cannot_be_told_now_comes_again_and_the_rest_does_not() {
    Instant now = clock.instant();
    JsonObject elsewhere =
        TestTopic.notification(delivery("other-" + mark, now), now)
            .put(
                "SigningCertURL",
                "https://sns.us-east-1.amazonaws.com/SimpleNotificationService-0000000000000001.pem");
    JsonObject event =
        EventShapesTest.sqs(
            queued("undecided", elsewhere, now),
            queued("good", TestTopic.notification(delivery(mark, now), now), now));
    assertEquals(answer("undecided"), handle(event));
    assertEquals(List.of("ses EMAIL DELIVERED"), stored());
  }

  @Test
  void delivery_logs_of_sms_become_delivered_and_failed() {
    String data =
        EventShapesTest.gzip(
            new JsonObject()
                .put("messageType", "DATA_MESSAGE")
                .put(
                    "logEvents",
                    List.of(
                        line(mark, "SUCCESS", "Message has been accepted by phone"),
                        line(mark + "-2", "FAILURE", "Invalid phone number"),
                        new JsonObject().put("id", "9").put("message", "torn " + mark)))
                .encode());
    JsonObject event = EventShapesTest.logs(data).json();
    assertEquals(Map.of("lines", 3), handle(event));
    assertEquals(Map.of("lines", 3), handle(event));
    assertEquals(List.of("sms SMS DELIVERED", "sms SMS FAILED"), stored());
  }

  @Test
  void another_event_is_refused() {
    assertThrows(IllegalArgumentException.class, () -> handle(new JsonObject()));
    assertThrows(
        IllegalArgumentException.class, () -> handle(new JsonObject().put("source", "aws.s3")));
  }

  private Object handle(JsonObject event) {
    return events.handleRequest(event.getMap(), FunctionContext.millisLeft(30_000));
  }

  private static BatchAnswer answer(String... failed) {
    return new BatchAnswer(java.util.Arrays.stream(failed).map(ItemFailure::new).toList());
  }

  private static JsonObject queued(String id, JsonObject envelope, Instant at) {
    JsonObject record = EventShapesTest.record(id, envelope.encode());
    record.getJsonObject("attributes").put("SentTimestamp", Long.toString(at.toEpochMilli()));
    return record;
  }

  private static String delivery(String messageId, Instant at) {
    return new JsonObject()
        .put("eventType", "Delivery")
        .put("mail", new JsonObject().put("messageId", messageId).put("timestamp", at.toString()))
        .put("delivery", new JsonObject().put("timestamp", at.toString()))
        .encode();
  }

  private JsonObject line(String messageId, String status, String response) {
    String at = clock.instant().toString().replace('T', ' ').substring(0, 19);
    return new JsonObject()
        .put("id", messageId)
        .put(
            "message",
            new JsonObject()
                .put(
                    "notification",
                    new JsonObject().put("messageId", messageId).put("timestamp", at))
                .put(
                    "delivery",
                    new JsonObject().put("providerResponse", response).put("dwellTimeMs", 500))
                .put("status", status)
                .encode());
  }

  private List<String> stored() {
    return Await.on(
        () ->
            sql.acrossTenants(
                tx ->
                    tx.list(
                        "SELECT concat_ws(' ', provider, channel, kind) FROM callback_event"
                            + " WHERE event_id LIKE '%' || $1 || '%' ORDER BY kind",
                        Tuple.of(mark), row -> row.getString(0))));
  }

  private int unreadable() {
    return (int) clear.calls(mark).stream().filter(call -> call.contains(" unreadable")).count();
  }
}
