package io.batuta.channel.ses;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.batuta.channel.AmazonWire;
import io.batuta.channel.ChannelContract;
import io.batuta.channel.ChannelGateway;
import io.batuta.channel.OutboundMessage;
import io.batuta.channel.SendOutcome;
import io.batuta.portfolio.Channel;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SesGatewayTest extends ChannelContract {

  private final AmazonWire wire = new AmazonWire();
  private SesGateway gateway = new SesGateway(wire.config("ses", Map.of()));

  @AfterEach
  void close() {
    gateway.close();
    wire.close();
  }

  @Test
  void the_request_is_the_message_and_carries_our_id() {
    gateway =
        new SesGateway(
            wire.config("ses", Map.of("batuta.channel.ses.configuration-set", "batuta")));
    theProviderTakesThem("id-1");
    OutboundMessage message = message();
    send(message);
    var request = wire.onlyRequest();
    assertEquals("POST", request.getMethod().getName());
    assertEquals("/v2/email/outbound-emails", request.getUrl());
    assertTrue(
        request.getHeader("Authorization").startsWith("AWS4-HMAC-SHA256 Credential=a-test-key/"));
    JsonObject sent = new JsonObject(request.getBodyAsString());
    assertEquals("Banco <cobros@banco.example>", sent.getString("FromEmailAddress"));
    assertEquals(
        List.of("ana@example.com"),
        sent.getJsonObject("Destination").getJsonArray("ToAddresses").getList());
    assertEquals("batuta", sent.getString("ConfigurationSetName"));
    assertEquals(
        new JsonObject().put("Name", "contact").put("Value", message.contact().value().toString()),
        sent.getJsonArray("EmailTags").getJsonObject(0));
    JsonObject mail = sent.getJsonObject("Content").getJsonObject("Simple");
    assertEquals("Su cuota de noviembre", mail.getJsonObject("Subject").getString("Data"));
    JsonObject body = mail.getJsonObject("Body");
    assertEquals(message.body(), body.getJsonObject("Text").getString("Data"));
    assertEquals("UTF-8", body.getJsonObject("Text").getString("Charset"));
    assertEquals(
        "<!doctype html><html><head><meta charset=\"utf-8\"></head><body><p>Señora Ana Peña: su cuota venció"
            + " ayer.<br>Pague en https://banco.example/p?a=1&amp;b=2</p></body></html>",
        body.getJsonObject("Html").getString("Data"));
    assertFalse(mail.containsKey("Headers") && !mail.getJsonArray("Headers").isEmpty());
  }

  @Test
  void one_click_unsubscribe_is_offered_where_it_is_configured() {
    gateway =
        new SesGateway(
            wire.config(
                "ses",
                Map.of(
                    "batuta.channel.ses.list-unsubscribe",
                    "<https://banco.example/baja/{contact}>, <mailto:baja@banco.example>")));
    theProviderTakesThem("id-1");
    OutboundMessage message = message();
    send(message);
    JsonObject sent = new JsonObject(wire.onlyRequest().getBodyAsString());
    assertEquals(
        List.of(
            Map.of(
                "Name",
                "List-Unsubscribe",
                "Value",
                "<https://banco.example/baja/"
                    + message.contact().value()
                    + ">, <mailto:baja@banco.example>"),
            Map.of("Name", "List-Unsubscribe-Post", "Value", "List-Unsubscribe=One-Click")),
        sent.getJsonObject("Content").getJsonObject("Simple").getJsonArray("Headers").getList());
  }

  @Test
  void an_empty_quota_rests_for_hours_and_a_high_rate_for_seconds() {
    refuses(429, "TooManyRequestsException", "Daily message quota exceeded");
    assertTrue(deferred().after().compareTo(Duration.ofHours(1)) >= 0);
    refuses(429, "TooManyRequestsException", "Maximum sending rate exceeded");
    assertTrue(deferred().after().compareTo(Duration.ofMinutes(1)) < 0);
    refuses(400, "LimitExceededException", "limit");
    assertTrue(deferred().after().compareTo(Duration.ofHours(1)) >= 0);
  }

  @Test
  void trouble_of_the_account_puts_off_what_is_no_fault_of_the_message() {
    for (String code : List.of("SendingPausedException", "AccountSuspendedException")) {
      refuses(400, code, "paused");
      assertEquals(code, deferred().code());
    }
    refuses(403, "InvalidClientTokenId", "The security token is invalid");
    assertEquals("InvalidClientTokenId", deferred().code());
  }

  @Test
  void a_refused_message_says_the_code_and_never_the_words() {
    for (String code :
        List.of("MessageRejected", "MailFromDomainNotVerifiedException", "BadRequestException")) {
      refuses(400, code, "Email address is not verified: ana@example.com");
      assertEquals(new SendOutcome.Rejected(code, false), send(message()));
    }
  }

  @Test
  void where_the_client_cannot_be_made_nothing_leaves() {
    gateway = new SesGateway(AmazonWire.config("ses", "not a uri", Map.of()));
    assertInstanceOf(SendOutcome.Deferred.class, send(message()));
  }

  private SendOutcome.Deferred deferred() {
    return assertInstanceOf(SendOutcome.Deferred.class, send(message()));
  }

  private void refuses(int status, String code, String words) {
    wire.answers(
        status,
        "application/json",
        new JsonObject().put("message", words).encode(),
        "x-amzn-ErrorType",
        code);
  }

  @Override
  protected ChannelGateway gateway() {
    return gateway;
  }

  @Override
  protected Route route() {
    return new Route(Channel.EMAIL, "ana@example.com", "Banco <cobros@banco.example>");
  }

  @Override
  protected boolean carriesFiction() {
    return false;
  }

  @Override
  protected void theProviderTakesThem(String messageId) {
    wire.answers(200, "application/json", new JsonObject().put("MessageId", messageId).encode());
  }

  @Override
  protected void theProviderThrottles() {
    refuses(429, "TooManyRequestsException", "Maximum sending rate exceeded.");
  }

  @Override
  protected void theProviderRefuses() {
    refuses(400, "MessageRejected", "Email address is not verified: ana@example.com");
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
    refuses(500, "InternalFailure", "try again");
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
