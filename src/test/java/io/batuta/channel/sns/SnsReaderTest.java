package io.batuta.channel.sns;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.batuta.channel.CallbackContract;
import io.batuta.channel.CallbackReader;
import io.batuta.channel.CallbackReading.Events;
import io.batuta.channel.CallbackReading.Forged;
import io.batuta.channel.CallbackReading.Undecided;
import io.batuta.channel.CallbackReading.Unreadable;
import io.batuta.channel.JsonPayload;
import io.batuta.channel.ProviderEvent;
import io.batuta.channel.ProviderEvent.Kind;
import io.batuta.channel.RawCallback;
import io.batuta.channel.SnsPayloadReader;
import io.batuta.portfolio.Channel;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SnsReaderTest extends CallbackContract {

  private static final TestTopic SOMEBODY = new TestTopic("CN=sns.amazonaws.com");
  private static final TestTopic OTHER_NAME = new TestTopic("CN=sns.example.com");
  private static final String CONFIRM =
      "https://sns.us-east-1.amazonaws.com/?Action=ConfirmSubscription&TopicArn="
          + TestTopic.ARN
          + "&Token=2336412f37";
  private static final Instant JUST_NOW = NOW.minusSeconds(2);

  @Override
  protected CallbackReader reader() {
    return reader(address -> Uni.createFrom().item(TestTopic.SNS.certificate()));
  }

  @Override
  protected RawCallback genuine() {
    return call(TestTopic.notification("{\"greeting\":\"hola\"}", JUST_NOW));
  }

  @Override
  protected RawCallback forged() {
    return call(
        SOMEBODY.signed(TestTopic.unsigned("Notification", "{\"greeting\":\"hola\"}", JUST_NOW)));
  }

  @Override
  protected RawCallback stale() {
    return call(
        TestTopic.notification("{\"greeting\":\"hola\"}", NOW.minus(Duration.ofMinutes(76))));
  }

  @Override
  protected RawCallback unknownEvent() {
    return call(TestTopic.notification("{\"farewell\":\"adios\"}", JUST_NOW));
  }

  @Override
  protected RawCallback broken() {
    return call(TestTopic.notification("not JSON", JUST_NOW));
  }

  @Override
  protected Optional<RawCallback> handshake() {
    return Optional.of(call(TestTopic.SNS.signed(TestTopic.confirmation(CONFIRM, JUST_NOW))));
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "2"})
  void both_signature_versions_are_understood(String version) {
    JsonObject envelope =
        TestTopic.unsigned("Notification", "{\"greeting\":\"hola\"}", JUST_NOW)
            .put("SignatureVersion", version)
            .put("Subject", "With a subject");
    assertInstanceOf(Events.class, read(call(TestTopic.SNS.signed(envelope))));
  }

  @Test
  void a_timestamp_that_ends_in_three_zeros_is_taken_literally() {
    JsonObject envelope =
        TestTopic.unsigned("Notification", "{\"greeting\":\"hola\"}", JUST_NOW)
            .put("Timestamp", "2026-11-23T14:59:58.000Z");
    SnsEnvelope read = SnsEnvelope.read(new JsonPayload(envelope.copy().put("Signature", "x")));
    assertTrue(
        new String(read.signed(), java.nio.charset.StandardCharsets.UTF_8)
            .contains("\n2026-11-23T14:59:58.000Z\n"));
    assertInstanceOf(Events.class, read(call(TestTopic.SNS.signed(envelope))));
  }

  @Test
  void a_message_that_amazon_signed_is_genuine() throws Exception {
    JsonObject envelope =
        new JsonObject()
            .put("Type", "Notification")
            .put("MessageId", "9d2c5580-b61d-550c-8583-37a582870907")
            .put("TopicArn", "arn:aws:sns:us-west-2:131990247566:dongie-standard-topic")
            .put("Message", "This message uses signature version 2.")
            .put("Timestamp", "2026-03-06T20:00:26.893Z")
            .put("SignatureVersion", "2")
            .put("SigningCertURL", TestTopic.CERTIFICATE_URL)
            .put(
                "Signature",
                "kGNJ7FIM5DJxRv9bdoSJBty2WHpADFWrJ0ZQU/A2sALy6tBE5hqfUvPRlklTJ+PACFMguoFOO7W6ac/Bs4gR+JBRFhx4598X8/HWzrmaLrtB2f7nzViHbpzYN+u+OewXhxjj2lNsu0bLKv6fogkACytDIOhjZylbfJoPphDYAB7T3Ila7u+K3m2wLHH4k1cPYKyBf5FI/kAoQAVsY6qFHeb6CWfHsdM98I2gwyEvwJSzW0iyYBfqckmthQwH3Ex53jrhQlZylXFDYmstSJAdvbLeGqIUxKyk+O25wYgBjbbbeR+2qE2UCGEQrk1Bq018wmTxdHZmDhoBjJXiGmFkfg==");
    String amazons =
        "MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAoW1TUPgxGk+Vjfpfm4NIhHheuumeiwxXNSia+JTZdKHXF0ErJCrGWAjFXaeCPyJJPc1snJEUzJJkBmIpqQ/m07DAj+Qv7CSFNBPWNjl445eVYnXpKqp0S/VXROTeNUb5LO0v+TKWHEpgrJmh38HL/Nhr8ds5vQqwOV7uytmaoc0UDwkUj5h0x0K+BA+t7oxPqk6T4EGdE74JnKwHNPGe+We2c7Ne2kzXN2IQLUMfVqMDfLoh5JIHPjjTXbcCr1mTZp25sTB2LWHNvdVgj9StTYeE1eVzcoyHm80Cg66kwjdCLQK9cXugZdwWEt0hvVxwMtKt3pCE80LCsqXLmiunUwIDAQAB";
    PublicKey key =
        KeyFactory.getInstance("RSA")
            .generatePublic(new X509EncodedKeySpec(Base64.getDecoder().decode(amazons)));
    assertTrue(SnsSignature.isGenuine(SnsEnvelope.read(new JsonPayload(envelope)), key));
    envelope.put("Timestamp", "2026-03-06T20:00:26.894Z");
    assertTrue(!SnsSignature.isGenuine(SnsEnvelope.read(new JsonPayload(envelope)), key));
  }

  @Test
  void a_topic_that_is_not_ours_is_refused_whoever_signed() {
    JsonObject envelope =
        TestTopic.unsigned("Notification", "{}", JUST_NOW)
            .put("TopicArn", TestTopic.ARN + "-of-somebody");
    assertInstanceOf(Forged.class, read(call(TestTopic.SNS.signed(envelope))));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://sns.us-east-1.amazonaws.com/SimpleNotificationService-0123456789abcdef.pem",
        "https://sns.us-east-1.amazonaws.com.evil.example/SimpleNotificationService-0123456789abcdef.pem",
        "https://evil.example/SimpleNotificationService-0123456789abcdef.pem",
        "https://sns.us-east-1.amazonaws.com@evil.example/SimpleNotificationService-0123456789abcdef.pem",
        "https://sns.us-east-1.amazonaws.com:8443/SimpleNotificationService-0123456789abcdef.pem",
        "https://sns.us-east-1.amazonaws.com/other/SimpleNotificationService-0123456789abcdef.pem",
        "https://sns.us-east-1.amazonaws.com/SimpleNotificationService-0123456789abcdef.pem?x=1",
        "https://sns.eu-west-1.amazonaws.com/SimpleNotificationService-0123456789abcdef.pem",
        "https://bucket.s3.amazonaws.com/SimpleNotificationService-0123456789abcdef.pem",
        "file:///etc/passwd"
      })
  void a_certificate_from_elsewhere_is_never_fetched(String address) {
    CallbackReader reader =
        reader(
            asked -> {
              throw new AssertionError("fetched " + asked);
            });
    JsonObject envelope =
        TestTopic.unsigned("Notification", "{}", JUST_NOW).put("SigningCertURL", address);
    assertInstanceOf(
        Forged.class, reader.read(call(TestTopic.SNS.signed(envelope))).await().indefinitely());
  }

  @Test
  void a_certificate_of_another_name_or_time_proves_nothing() {
    JsonObject envelope = TestTopic.unsigned("Notification", "{}", JUST_NOW);
    CallbackReader named = reader(a -> Uni.createFrom().item(OTHER_NAME.certificate()));
    assertInstanceOf(
        Forged.class, named.read(call(OTHER_NAME.signed(envelope))).await().indefinitely());
    Instant later = Instant.parse("2037-01-01T00:00:00Z");
    RawCallback expired =
        new RawCallback(Map.of(), bytes(TestTopic.notification("{}", later).encode()), later);
    assertEquals(
        new Forged("the certificate is not valid at this time"),
        reader().read(expired).await().indefinitely());
  }

  @Test
  void a_certificate_that_cannot_be_had_now_is_our_trouble_not_theirs() {
    CallbackReader reader =
        reader(a -> Uni.createFrom().failure(new IllegalStateException("no answer")));
    assertInstanceOf(Undecided.class, reader.read(genuine()).await().indefinitely());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://evil.example/?Action=ConfirmSubscription&Token=1",
        "https://sns.us-east-1.amazonaws.com.evil.example/?Action=ConfirmSubscription&Token=1",
        "https://sns.us-east-1.amazonaws.com/?Action=DeleteTopic&Token=1",
        "http://sns.us-east-1.amazonaws.com/?Action=ConfirmSubscription&Token=1",
        "https://169.254.169.254/?Action=ConfirmSubscription&Token=1"
      })
  void a_handshake_that_leads_elsewhere_is_refused_although_signed(String address) {
    assertInstanceOf(
        Forged.class, read(call(TestTopic.SNS.signed(TestTopic.confirmation(address, JUST_NOW)))));
  }

  @Test
  void a_message_of_tomorrow_is_refused() {
    assertInstanceOf(
        Forged.class, read(call(TestTopic.notification("{}", NOW.plus(Duration.ofMinutes(6))))));
  }

  @Test
  void a_queue_may_bring_the_envelope_or_the_bare_payload() {
    byte[] enveloped =
        bytes(TestTopic.unsigned("Notification", "{\"greeting\":\"hola\"}", JUST_NOW).encode());
    assertEquals(
        1, assertInstanceOf(Events.class, reader().readTrusted(enveloped)).events().size());
    assertEquals(
        1,
        assertInstanceOf(Events.class, reader().readTrusted(bytes("{\"greeting\":\"hola\"}")))
            .events()
            .size());
    assertInstanceOf(Unreadable.class, reader().readTrusted(bytes("greeting")));
  }

  private static CallbackReader reader(CertificateSource certificates) {
    return new SnsReader(
        Optional.of(Set.of(TestTopic.ARN)),
        Duration.ofMinutes(75),
        certificates,
        List.of(new Greetings()),
        Clock.fixed(NOW, ZoneOffset.UTC));
  }

  private static RawCallback call(JsonObject envelope) {
    return new RawCallback(
        Map.of("content-type", List.of("text/plain; charset=UTF-8")),
        bytes(envelope.encode()),
        NOW);
  }

  /** Speaks a language of one word. */
  private static final class Greetings implements SnsPayloadReader {
    @Override
    public Optional<List<ProviderEvent>> read(JsonPayload payload, Instant saidAt) {
      return payload
          .text("greeting")
          .map(
              word ->
                  List.of(
                      new ProviderEvent(
                          "greetings",
                          word,
                          Channel.EMAIL,
                          null,
                          null,
                          Kind.READ,
                          saidAt,
                          null,
                          false,
                          null,
                          null)));
    }
  }
}
