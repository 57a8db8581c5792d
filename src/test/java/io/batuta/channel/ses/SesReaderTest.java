package io.batuta.channel.ses;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.batuta.channel.JsonPayload;
import io.batuta.channel.ProviderEvent;
import io.batuta.channel.ProviderEvent.Kind;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SesReaderTest {

  private static final Instant SAID = Instant.parse("2026-11-23T15:00:00Z");
  private static final String CONTACT = "00514e00-0001-8000-8000-0000a0000000";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      quoteCharacter = '~',
      textBlock =
          """
          Send | "send":{} | ACCEPTED | - | false | 2026-11-23T14:00:00Z
          Delivery | "delivery":{"timestamp":"2026-11-23T14:00:05.120Z","recipients":["r@example.com"],"smtpResponse":"250 ok"} | DELIVERED | - | false | 2026-11-23T14:00:05.120Z
          Open | "open":{"timestamp":"2026-11-23T14:01:00Z","ipAddress":"192.0.2.1"} | READ | - | false | 2026-11-23T14:01:00Z
          Click | "click":{"timestamp":"2026-11-23T14:01:30Z","link":"https://example.com/"} | CLICKED | - | false | 2026-11-23T14:01:30Z
          Bounce | "bounce":{"bounceType":"Permanent","bounceSubType":"General","feedbackId":"f1","timestamp":"2026-11-23T14:00:02Z","bouncedRecipients":[{"emailAddress":"r@example.com"}]} | FAILED | Permanent.General | true | 2026-11-23T14:00:02Z
          Bounce | "bounce":{"bounceType":"Permanent","bounceSubType":"OnAccountSuppressionList","feedbackId":"f1","timestamp":"2026-11-23T14:00:02Z"} | FAILED | Permanent.OnAccountSuppressionList | true | 2026-11-23T14:00:02Z
          Bounce | "bounce":{"bounceType":"Transient","bounceSubType":"MailboxFull","feedbackId":"f1","timestamp":"2026-11-23T14:00:02Z"} | FAILED | Transient.MailboxFull | false | 2026-11-23T14:00:02Z
          Bounce | "bounce":{"bounceType":"Undetermined","bounceSubType":"Undetermined","feedbackId":"f1","timestamp":"2026-11-23T14:00:02Z"} | FAILED | Undetermined.Undetermined | false | 2026-11-23T14:00:02Z
          Complaint | "complaint":{"complaintFeedbackType":"abuse","feedbackId":"f2","timestamp":"2026-11-23T16:00:00Z","complainedRecipients":[{"emailAddress":"everybody@example.com"},{"emailAddress":"r@example.com"}]} | COMPLAINED | abuse | false | 2026-11-23T16:00:00Z
          Complaint | "complaint":{"complaintSubType":null,"feedbackId":"f2","timestamp":"2026-11-23T16:00:00Z"} | COMPLAINED | - | false | 2026-11-23T16:00:00Z
          Reject | "reject":{"reason":"Bad content"} | FAILED | Reject | false | 2026-11-23T14:00:00Z
          Rendering Failure | "failure":{"templateName":"t","errorMessage":"no name"} | FAILED | RenderingFailure | false | 2026-11-23T14:00:00Z
          Subscription | "subscription":{"timestamp":"2026-11-23T15:00:00Z","source":"UnsubscribeHeader","newTopicPreferences":{"unsubscribeAll":true,"topicSubscriptionStatus":[]}} | OPTED_OUT | Unsubscribe | false | 2026-11-23T15:00:00Z
          """)
  void each_event_type_means_one_thing(
      String type, String part, Kind kind, String code, boolean dead, Instant at) {
    List<ProviderEvent> events = read(event("eventType", type, part, true));
    assertEquals(1, events.size());
    ProviderEvent event = events.getFirst();
    assertEquals(kind, event.kind());
    assertEquals(code, event.code());
    assertEquals(dead, event.addressIsDead());
    assertEquals(at, event.occurredAt());
    assertEquals(CONTACT, String.valueOf(event.contact().value()));
    assertEquals("m-1", event.providerMessageId());
    assertEquals(
        events, read(event("eventType", type, part, true)), "the same event has the same id");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          DeliveryDelay | "deliveryDelay":{"delayType":"TransientCommunicationFailure","timestamp":"2026-11-23T14:00:00Z"}
          Subscription | "subscription":{"timestamp":"2026-11-23T15:00:00Z","newTopicPreferences":{"unsubscribeAll":false,"topicSubscriptionStatus":[{"topicName":"t","subscriptionStatus":"OptIn"}]}}
          Levitation | "levitation":{}
          """)
  void what_changes_nothing_is_known_and_gives_no_event(String type, String part) {
    assertEquals(List.of(), read(event("eventType", type, part, true)));
  }

  @Test
  void identity_feedback_without_tags_is_found_again_by_message_id() {
    ProviderEvent event =
        read(event(
                "notificationType",
                "Bounce",
                "\"bounce\":{\"bounceType\":\"Permanent\",\"feedbackId\":\"f1\",\"timestamp\":\"2026-11-23T14:00:02Z\"}",
                false))
            .getFirst();
    assertNull(event.contact());
    assertEquals("m-1", event.providerMessageId());
  }

  @Test
  void what_is_not_of_ses_is_left_to_others() {
    assertTrue(
        new SesReader().read(JsonPayload.parse("{\"originationNumber\":\"+57\"}"), SAID).isEmpty());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          {"eventType":"Bounce","mail":{"messageId":"m"}}
          {"eventType":"Bounce","mail":{"messageId":"m"},"bounce":[]}
          {"eventType":"Bounce","mail":{"messageId":"m"},"bounce":{"bounceType":"Permanent","timestamp":12}}
          {"eventType":"Delivery","mail":{"messageId":""},"delivery":{"timestamp":"2026-11-23T14:00:02Z"}}
          {"eventType":"Open","mail":{"messageId":"m","tags":{"contact":["me"]}},"open":{"timestamp":"2026-11-23T14:00:02Z"}}
          {"eventType":{},"mail":{"messageId":"m"}}
          {"eventType":"Open","mail":"m"}
          """)
  void a_broken_event_says_so(String body) {
    assertThrows(
        JsonPayload.Malformed.class, () -> new SesReader().read(JsonPayload.parse(body), SAID));
  }

  private static List<ProviderEvent> read(String body) {
    return new SesReader().read(JsonPayload.parse(body), SAID).orElseThrow();
  }

  private static String event(String key, String type, String part, boolean tagged) {
    String tags =
        tagged
            ? ",\"tags\":{\"ses:configuration-set\":[\"c\"],\"contact\":[\"" + CONTACT + "\"]}"
            : "";
    return """
        {"%s":"%s","mail":{"timestamp":"2026-11-23T14:00:00Z","messageId":"m-1","destination":["r@example.com"]%s},%s}"""
        .formatted(key, type, tags, part);
  }
}
