package io.batuta.channel.sms;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.batuta.channel.AmazonWire;
import io.batuta.channel.ChannelContract;
import io.batuta.channel.ChannelGateway;
import io.batuta.channel.OutboundMessage;
import io.batuta.channel.SendOutcome;
import io.batuta.portfolio.Channel;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SmsGatewayTest extends ChannelContract {

  private final AmazonWire wire = new AmazonWire();
  private SmsGateway gateway = new SmsGateway(wire.config("sms", Map.of()));
  private String sender = "BANCO";

  @AfterEach
  void close() {
    gateway.close();
    wire.close();
  }

  @Test
  void the_request_is_a_transactional_publish_to_the_number() {
    gateway = new SmsGateway(wire.config("sms", Map.of("batuta.channel.sms.max-price", "0.10")));
    theProviderTakesThem("id-1");
    OutboundMessage message = message();
    send(message);
    Map<String, String> form = form();
    assertEquals("Publish", form.get("Action"));
    assertEquals("+573001234567", form.get("PhoneNumber"));
    assertEquals(message.body(), form.get("Message"));
    assertEquals(
        Map.of(
            "AWS.SNS.SMS.SMSType", "Transactional",
            "AWS.SNS.SMS.SenderID", "BANCO",
            "AWS.SNS.SMS.MaxPrice", "0.10"),
        attributes(form));
    assertFalse(form.containsKey("TopicArn"));
  }

  @Test
  void a_sender_that_is_a_number_goes_as_one() {
    theProviderTakesThem("id-1");
    for (String number : new String[] {"+573009999999", "85432"}) {
      sender = number;
      send(message());
    }
    for (var request : wire.requests()) {
      Map<String, String> attributes = attributes(form(request.getBodyAsString()));
      assertEquals(true, attributes.containsKey("AWS.MM.SMS.OriginationNumber"));
      assertFalse(attributes.containsKey("AWS.SNS.SMS.SenderID"));
    }
  }

  @Test
  void a_number_that_cannot_be_published_to_is_dead() {
    refuses(
        400,
        "InvalidParameter",
        "Invalid parameter: PhoneNumber Reason: +573001234567 is not valid to publish to");
    assertEquals(new SendOutcome.Rejected("InvalidParameter", true), send(message()));
    refuses(400, "InvalidParameter", "Invalid parameter: Message too long");
    assertEquals(new SendOutcome.Rejected("InvalidParameter", false), send(message()));
  }

  @Test
  void trouble_of_the_account_puts_off_what_is_no_fault_of_the_message() {
    refuses(403, "AuthorizationError", "not authorized to perform: SNS:Publish");
    assertInstanceOf(SendOutcome.Deferred.class, send(message()));
  }

  @Test
  void an_answer_without_a_word_of_sense_cannot_be_decided() {
    wire.answers(503, "text/html", "<html>Service Unavailable</html>");
    assertInstanceOf(SendOutcome.Unknown.class, send(message()));
  }

  private Map<String, String> form() {
    return form(wire.onlyRequest().getBodyAsString());
  }

  private static Map<String, String> form(String body) {
    Map<String, String> form = new TreeMap<>();
    for (String pair : body.split("&")) {
      String[] parts = pair.split("=", 2);
      form.put(parts[0], URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
    }
    return form;
  }

  private static Map<String, String> attributes(Map<String, String> form) {
    Map<String, String> attributes = new TreeMap<>();
    form.keySet().stream()
        .filter(key -> key.startsWith("MessageAttributes.entry.") && key.endsWith(".Name"))
        .forEach(
            key ->
                attributes.put(
                    form.get(key), form.get(key.replace(".Name", ".Value.StringValue"))));
    return attributes;
  }

  private void refuses(int status, String code, String words) {
    wire.answers(
        status,
        "text/xml",
        """
        <ErrorResponse xmlns="http://sns.amazonaws.com/doc/2010-03-31/"><Error><Type>Sender</Type>\
        <Code>%s</Code><Message>%s</Message></Error><RequestId>r-1</RequestId></ErrorResponse>
        """
            .formatted(code, words));
  }

  @Override
  protected ChannelGateway gateway() {
    return gateway;
  }

  @Override
  protected Route route() {
    return new Route(Channel.SMS, "+573001234567", sender);
  }

  @Override
  protected boolean carriesFiction() {
    return false;
  }

  @Override
  protected void theProviderTakesThem(String messageId) {
    wire.answers(
        200,
        "text/xml",
        """
        <PublishResponse xmlns="http://sns.amazonaws.com/doc/2010-03-31/"><PublishResult><MessageId>%s</MessageId>\
        </PublishResult><ResponseMetadata><RequestId>r-1</RequestId></ResponseMetadata></PublishResponse>
        """
            .formatted(messageId));
  }

  @Override
  protected void theProviderThrottles() {
    refuses(400, "Throttling", "Rate exceeded");
  }

  @Override
  protected void theProviderRefuses() {
    refuses(400, "InvalidParameter", "Invalid parameter: Message");
  }

  @Override
  protected void theLineIsCutAfterTheRequest() {
    wire.cuts();
  }

  @Override
  protected void theProviderIsSilent() {
    wire.isSilent();
  }

  @Override
  protected void theProviderIsBroken() {
    refuses(500, "InternalError", "try again");
  }

  @Override
  protected void nobodyListens() {
    wire.goesAway();
  }

  @Override
  protected int requests() {
    return wire.requests().size();
  }
}
