package io.batuta.channel.sms;

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

class SmsReadersTest {

  private static final Instant SAID = Instant.parse("2026-11-23T15:00:00Z");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          SUCCESS | Message has been accepted by phone carrier | DELIVERED | accepted_by_carrier | false
          SUCCESS | Message has been delivered to phone handset | DELIVERED | delivered_to_handset | false
          FAILURE | Invalid phone number | FAILED | invalid_number | true
          FAILURE | Phone is currently unreachable/unavailable | FAILED | unreachable | false
          FAILURE | Blocked as spam by phone carrier | FAILED | blocked_as_spam | false
          FAILURE | Phone carrier has blocked this message | FAILED | blocked | false
          FAILURE | Something nobody has seen before | FAILED | other | false
          """)
  void a_delivery_status_becomes_one_event(
      String status, String response, Kind kind, String code, boolean dead) {
    ProviderEvent event = delivery(status, response).getFirst();
    assertEquals(kind, event.kind());
    assertEquals(code, event.code());
    assertEquals(dead, event.addressIsDead());
    assertEquals("sms", event.provider());
    assertEquals("34d9b400-c6dd-5444-820d-fbeb0f1f54cf", event.providerMessageId());
    assertEquals(Instant.parse("2026-11-23T14:40:35.157Z"), event.occurredAt());
    assertEquals(delivery(status, response), delivery(status, response));
  }

  @Test
  void a_number_on_amazons_own_opt_out_list_has_said_stop() {
    assertEquals(
        List.of(Kind.FAILED, Kind.OPTED_OUT),
        delivery("FAILURE", "Phone number is opted out").stream()
            .map(ProviderEvent::kind)
            .toList());
  }

  @Test
  void a_reply_keeps_who_wrote_what_to_which_message() {
    ProviderEvent reply =
        reply(
            "{\"originationNumber\":\"+573001234567\",\"destinationNumber\":\"+57300\",\"messageKeyword\":\"K\",\"messageBody\":\"BAJA\",\"inboundMessageId\":\"in-1\",\"previousPublishedMessageId\":\"out-1\"}");
    assertEquals(Kind.REPLIED, reply.kind());
    assertEquals("+573001234567", reply.from());
    assertEquals("BAJA", reply.text());
    assertEquals("out-1", reply.providerMessageId());
    assertEquals(SAID, reply.occurredAt());
  }

  @Test
  void a_reply_may_answer_nothing_that_is_known() {
    assertNull(
        reply(
                "{\"originationNumber\":\"+573001234567\",\"messageBody\":\"hola\",\"inboundMessageId\":\"in-1\"}")
            .providerMessageId());
  }

  @Test
  void what_is_broken_says_so_and_what_is_foreign_is_left_to_others() {
    assertThrows(
        JsonPayload.Malformed.class,
        () ->
            new SmsDeliveryReader()
                .read(
                    JsonPayload.parse(
                        "{\"notification\":{\"messageId\":\"m\",\"timestamp\":\"never\"},\"delivery\":{},\"status\":\"SUCCESS\"}"),
                    SAID));
    assertThrows(
        JsonPayload.Malformed.class,
        () ->
            new SmsReplyReader()
                .read(
                    JsonPayload.parse("{\"originationNumber\":[],\"inboundMessageId\":\"in-1\"}"),
                    SAID));
    JsonPayload foreign = JsonPayload.parse("{\"eventType\":\"Send\"}");
    assertTrue(new SmsDeliveryReader().read(foreign, SAID).isEmpty());
    assertTrue(new SmsReplyReader().read(foreign, SAID).isEmpty());
  }

  private static ProviderEvent reply(String body) {
    return new SmsReplyReader().read(JsonPayload.parse(body), SAID).orElseThrow().getFirst();
  }

  private static List<ProviderEvent> delivery(String status, String response) {
    String body =
        """
        {"notification":{"messageId":"34d9b400-c6dd-5444-820d-fbeb0f1f54cf","timestamp":"2026-11-23 14:40:34.558"},
         "delivery":{"phoneCarrier":"My Phone Carrier","destination":"+573001234567","priceInUSD":0.00645,
          "smsType":"Transactional","providerResponse":"%s","dwellTimeMs":599},"status":"%s"}"""
            .formatted(response, status);
    return new SmsDeliveryReader().read(JsonPayload.parse(body), SAID).orElseThrow();
  }
}
