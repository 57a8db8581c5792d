package io.batuta.channel.sns;

import io.batuta.channel.CallbackReader;
import io.batuta.channel.CallbackReading;
import io.batuta.channel.CallbackReading.Events;
import io.batuta.channel.CallbackReading.Forged;
import io.batuta.channel.CallbackReading.Handshake;
import io.batuta.channel.CallbackReading.Undecided;
import io.batuta.channel.CallbackReading.Unreadable;
import io.batuta.channel.JsonPayload;
import io.batuta.channel.JsonPayload.Malformed;
import io.batuta.channel.ProviderEvent;
import io.batuta.channel.RawCallback;
import io.batuta.channel.SnsPayloadReader;
import io.quarkus.arc.All;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * {@code /webhooks/sns}: one door for all that comes through Amazon SNS. Proves the envelope in the
 * order of what is cheapest to refuse (topic, age, certificate's address, certificate, signature),
 * then asks each payload reader.
 *
 * <p>A signature never expires, so the age is bounded: SNS retries for up to an hour and keeps the
 * timestamp, hence 75 minutes into the past by default, five into the future. Within them the event
 * ids make a replay harmless.
 */
@ApplicationScoped
class SnsReader implements CallbackReader {

  private static final Duration AHEAD = Duration.ofMinutes(5);

  private final Set<String> topics;
  private final Duration oldest;
  private final CertificateSource certificates;
  private final List<SnsPayloadReader> payloads;
  private final Clock clock;

  SnsReader(
      @ConfigProperty(name = "batuta.channel.sns.topics") Optional<Set<String>> topics,
      @ConfigProperty(name = "batuta.channel.sns.oldest") Duration oldest,
      CertificateSource certificates,
      @All List<SnsPayloadReader> payloads,
      Clock clock) {
    this.topics = Set.copyOf(topics.orElse(Set.of()));
    this.oldest = oldest;
    this.certificates = certificates;
    this.payloads = List.copyOf(payloads);
    this.clock = clock;
  }

  @Override
  public String path() {
    return "sns";
  }

  @Override
  public Uni<CallbackReading> read(RawCallback call) {
    try {
      return prove(SnsEnvelope.read(JsonPayload.parse(call.body())), call);
    } catch (Malformed e) {
      return answer(new Unreadable(e.why()));
    }
  }

  /** Takes an envelope (a queue without raw delivery) or a bare payload (raw delivery, a log). */
  @Override
  public CallbackReading readTrusted(byte[] body) {
    try {
      JsonPayload json = JsonPayload.parse(body);
      boolean enveloped = json.has("TopicArn") && json.has("Message") && json.has("Timestamp");
      return enveloped
          ? events(
              JsonPayload.parse(json.requiredText("Message")), json.requiredInstant("Timestamp"))
          : events(json, clock.instant());
    } catch (Malformed e) {
      return new Unreadable(e.why());
    }
  }

  private Uni<CallbackReading> prove(SnsEnvelope envelope, RawCallback call) {
    if (!topics.contains(envelope.topicArn())) {
      return answer(new Forged("the topic is not one of ours"));
    }
    Duration age = Duration.between(envelope.publishedAt(), call.receivedAt());
    if (age.compareTo(oldest) > 0 || age.compareTo(AHEAD.negated()) < 0) {
      return answer(new Forged("published " + age.toSeconds() + " s ago"));
    }
    Optional<URI> address = AmazonHosts.certificate(envelope.signingCertUrl(), envelope.region());
    if (address.isEmpty()) {
      return answer(new Forged("the certificate is not where SNS of that region keeps its own"));
    }
    return certificates
        .at(address.get())
        .map(certificate -> judge(envelope, certificate, call.receivedAt()))
        .onFailure()
        .recoverWithItem(e -> new Undecided("no certificate: " + e.getMessage()));
  }

  private CallbackReading judge(SnsEnvelope envelope, X509Certificate certificate, Instant now) {
    try {
      certificate.checkValidity(Date.from(now));
    } catch (CertificateException e) {
      return new Forged("the certificate is not valid at this time");
    }
    if (!AmazonHosts.mayName(certificate, envelope.region())) {
      return new Forged("the certificate is not made out to SNS");
    }
    if (!SnsSignature.isGenuine(envelope, certificate.getPublicKey())) {
      return new Forged("the signature does not match");
    }
    return open(envelope);
  }

  private CallbackReading open(SnsEnvelope envelope) {
    try {
      return switch (envelope.type()) {
        case SnsEnvelope.SUBSCRIPTION_CONFIRMATION ->
            AmazonHosts.confirmation(String.valueOf(envelope.subscribeUrl()), envelope.region())
                .<CallbackReading>map(Handshake::new)
                .orElseGet(() -> new Forged("asks us to confirm at a host that is not SNS"));
        case SnsEnvelope.NOTIFICATION ->
            events(JsonPayload.parse(envelope.message()), envelope.publishedAt());
        default -> new Events(List.of());
      };
    } catch (Malformed e) {
      return new Unreadable(e.why());
    }
  }

  private CallbackReading events(JsonPayload payload, Instant saidAt) {
    for (SnsPayloadReader reader : payloads) {
      Optional<List<ProviderEvent>> events = reader.read(payload, saidAt);
      if (events.isPresent()) {
        return new Events(events.get());
      }
    }
    return new Events(List.of()); // genuine, and none of ours: kept
  }

  private static Uni<CallbackReading> answer(CallbackReading reading) {
    return Uni.createFrom().item(reading);
  }
}
