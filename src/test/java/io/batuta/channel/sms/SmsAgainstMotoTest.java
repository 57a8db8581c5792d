package io.batuta.channel.sms;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

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
import org.junit.jupiter.api.Test;

/** The SMS gateway against an Amazon that we did not write, where there is one. */
class SmsAgainstMotoTest {

  @Test
  void a_number_is_published_to_and_what_is_no_number_is_refused() throws Exception {
    assumeTrue(MotoServer.isInstalled(), "moto_server is not on the PATH: skipped");
    try (MotoServer moto = MotoServer.start()) {
      SmsGateway gateway = new SmsGateway(AmazonWire.config("sms", moto.url(), Map.of()));
      SendOutcome.Accepted taken =
          assertInstanceOf(SendOutcome.Accepted.class, send(gateway, "+573001234567"));
      assertFalse(taken.providerMessageId().isBlank());
      SendOutcome.Rejected refused =
          assertInstanceOf(SendOutcome.Rejected.class, send(gateway, "NAA+15551234567"));
      assertTrue(refused.code().startsWith("InvalidParameter"), refused.code());
      gateway.close();
    }
  }

  private static SendOutcome send(SmsGateway gateway, String address) {
    return gateway
        .send(
            new OutboundMessage(
                new ContactId(new UUID(1, 2)),
                false,
                Channel.SMS,
                address,
                "BANCO",
                null,
                "Señora Ana: su cuota venció.",
                Instant.parse("2026-11-24T00:00:00Z"),
                Duration.ofSeconds(30)))
        .await()
        .indefinitely();
  }
}
