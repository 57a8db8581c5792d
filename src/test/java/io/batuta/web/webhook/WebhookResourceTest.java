package io.batuta.web.webhook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.batuta.channel.StandardWebhooks;
import io.batuta.channel.sns.TestAmazon;
import io.batuta.channel.sns.TestTopic;
import io.batuta.postgres.Sql;
import io.batuta.testing.Await;
import io.batuta.testing.Clear;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

@QuarkusTest
class WebhookResourceTest {

  @TestHTTPResource("/webhooks/")
  URI webhooks;

  @Inject Clock clock;
  @Inject Sql sql;
  @Inject TestAmazon amazon;
  @Inject Clear clear;

  @ConfigProperty(name = "batuta.channel.sandbox.secret")
  String secret;

  @Test
  void a_signed_call_is_stored() throws Exception {
    String body = events("web-1-" + clock.instant());
    assertEquals(200, sandbox(body, clock.instant()).statusCode());
    HttpResponse<String> again = sandbox(body, clock.instant());
    assertEquals(200, again.statusCode());
    assertEquals("{\"events\":1,\"fresh\":0,\"matched\":0}", again.body());
  }

  @Test
  void a_forged_or_stale_call_is_refused_and_nothing_is_written() throws Exception {
    String id = "web-2-" + clock.instant();
    String body = events(id);
    assertEquals(401, post("sandbox", body, "text/plain").statusCode());
    assertEquals(401, sandbox(body, clock.instant().minus(Duration.ofMinutes(10))).statusCode());
    assertEquals(401, sandbox(body, clock.instant().plus(Duration.ofMinutes(10))).statusCode());
    HttpResponse<String> refused =
        send(signed("sandbox", body.replace("delivered", "failed"), body, clock.instant()));
    assertEquals(401, refused.statusCode());
    assertEquals(
        "application/problem+json",
        refused.headers().firstValue("content-type").orElse("").split(";")[0]);
    assertEquals(0, bodies(id));
  }

  @Test
  void an_unreadable_call_is_refused_and_kept() throws Exception {
    String body = "{\"truncated\":\"" + clock.instant();
    assertEquals(400, sandbox(body, clock.instant()).statusCode());
    assertEquals(
        1,
        clear.calls(body).stream().filter(call -> call.startsWith("sandbox unreadable")).count());
  }

  @Test
  void an_unknown_path_is_not_found() throws Exception {
    assertEquals(404, post("nobody", "{}", "application/json").statusCode());
  }

  @Test
  void a_huge_call_is_refused() throws Exception {
    String huge = "{\"events\":[]}" + " ".repeat(1024 * 1024);
    assertEquals(413, sandbox(huge, clock.instant()).statusCode());
  }

  @Test
  void sns_posts_json_as_plain_text_and_is_understood() throws Exception {
    String inner =
        "{\"originationNumber\":\"+573009999999\",\"messageBody\":\"hola\",\"inboundMessageId\":\"in-"
            + clock.instant()
            + "\"}";
    String body = TestTopic.notification(inner, clock.instant()).encode();
    HttpResponse<String> answer = post("sns", body, "text/plain; charset=UTF-8");
    assertEquals(200, answer.statusCode(), answer.body());
    assertEquals("{\"events\":1,\"fresh\":1,\"matched\":0}", answer.body());
    assertEquals(401, post("sns", body.replace("hola", "BAJA"), "text/plain").statusCode());
    assertEquals(400, post("sns", body.substring(0, body.length() / 2), "text/plain").statusCode());
  }

  @Test
  void a_certificate_that_cannot_be_fetched_makes_the_provider_come_again() throws Exception {
    String body =
        TestTopic.notification("{}", clock.instant())
            .put(
                "SigningCertURL",
                "https://sns.us-east-1.amazonaws.com/SimpleNotificationService-00000000000000ff.pem")
            .encode();
    assertEquals(503, post("sns", body, "text/plain").statusCode());
  }

  @Test
  void a_subscription_of_our_topic_is_confirmed() throws Exception {
    String confirm =
        "https://sns.us-east-1.amazonaws.com/?Action=ConfirmSubscription&TopicArn="
            + TestTopic.ARN
            + "&Token=2336412f37";
    String body = TestTopic.subscription(confirm, clock.instant()).encode();
    assertEquals(200, post("sns", body, "text/plain; charset=UTF-8").statusCode());
    assertTrue(amazon.confirmed().contains(URI.create(confirm)));
  }

  private HttpResponse<String> sandbox(String body, Instant at) throws Exception {
    return send(signed("sandbox", body, body, at));
  }

  private HttpRequest signed(String path, String body, String signedBody, Instant at) {
    byte[] bytes = signedBody.getBytes(StandardCharsets.UTF_8);
    return HttpRequest.newBuilder(webhooks.resolve(path))
        .header("Content-Type", "application/json")
        .header(StandardWebhooks.ID, "msg-1")
        .header(StandardWebhooks.TIMESTAMP, Long.toString(at.getEpochSecond()))
        .header(StandardWebhooks.SIGNATURE, new StandardWebhooks(secret).sign("msg-1", at, bytes))
        .POST(HttpRequest.BodyPublishers.ofString(body))
        .build();
  }

  private HttpResponse<String> post(String path, String body, String type) throws Exception {
    return send(
        HttpRequest.newBuilder(webhooks.resolve(path))
            .header("Content-Type", type)
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build());
  }

  private static HttpResponse<String> send(HttpRequest request) throws Exception {
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(request, HttpResponse.BodyHandlers.ofString());
    }
  }

  private String events(String id) {
    return """
        {"events":[{"id":"%s","type":"delivered","channel":"SMS","messageId":"m","occurredAt":"%s"}]}"""
        .formatted(id, clock.instant());
  }

  private long bodies(String id) {
    return clear.calls(id).size();
  }

  private long count(String question, String argument) {
    return Await.on(
            () ->
                sql.acrossTenants(
                    tx -> tx.first(question, Tuple.of(argument), row -> row.getLong(0))))
        .orElse(0L);
  }
}
