package io.batuta.channel.ses;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.batuta.channel.AmazonClient;
import io.batuta.channel.AmazonWire;
import io.batuta.channel.MotoServer;
import io.batuta.channel.OutboundMessage;
import io.batuta.channel.SendOutcome;
import io.batuta.ledger.ContactId;
import io.batuta.portfolio.Channel;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.config.Config;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sesv2.SesV2Client;

/** The SES gateway against an Amazon that we did not write, where there is one. */
class SesAgainstMotoTest {

  @Test
  void an_unverified_sender_is_refused_and_a_verified_one_is_taken() throws Exception {
    assumeTrue(MotoServer.isInstalled(), "moto_server is not on the PATH: skipped");
    try (MotoServer moto = MotoServer.start()) {
      Config config = AmazonWire.config("ses", moto.url(), Map.of());
      SesGateway gateway = new SesGateway(config);
      assertInstanceOf(SendOutcome.Rejected.class, send(gateway));
      verify(config);
      String first =
          assertInstanceOf(SendOutcome.Accepted.class, send(gateway)).providerMessageId();
      String second =
          assertInstanceOf(SendOutcome.Accepted.class, send(gateway)).providerMessageId();
      assertFalse(first.isBlank());
      assertFalse(first.equals(second));
      gateway.close();
    }
  }

  private static void verify(Config config) {
    AmazonClient<SesV2Client> amazon =
        new AmazonClient<>(config, "ses", own -> own.configured(SesV2Client.builder()).build());
    SendOutcome made =
        amazon.send(
            client -> {
              client.createEmailIdentity(r -> r.emailIdentity("cobros@banco.example"));
              return "verified";
            },
            refusal -> java.util.Optional.empty());
    assertEquals(new SendOutcome.Accepted("verified"), made);
    amazon.close();
  }

  private static SendOutcome send(SesGateway gateway) {
    return gateway
        .send(
            new OutboundMessage(
                new ContactId(new UUID(1, 2)),
                false,
                Channel.EMAIL,
                "ana@example.com",
                "cobros@banco.example",
                "Su cuota",
                "Señora Ana: su cuota venció.",
                Instant.parse("2026-11-24T00:00:00Z"),
                Duration.ofSeconds(30)))
        .await()
        .indefinitely();
  }
}
