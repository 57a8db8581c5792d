package io.batuta.channel.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.batuta.channel.ChannelContract;
import io.batuta.channel.ChannelGateway;
import io.batuta.channel.OutboundMessage;
import io.batuta.channel.SendOutcome;
import io.batuta.portfolio.Channel;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** The sandbox keeps the same contract, so that a local run sees what a real provider would do. */
class SandboxGatewayTest extends ChannelContract {

  private final SandboxGateway gateway = new SandboxGateway(Optional.of(message -> carry()));
  private Supplier<SendOutcome> answer = () -> new SendOutcome.Unknown("unset");
  private int requests;

  private SendOutcome carry() {
    requests++;
    return answer.get();
  }

  @Test
  void without_a_simulated_carrier_everything_is_taken_and_nobody_reached() {
    OutboundMessage message = message();
    assertEquals(
        new SendOutcome.Accepted("sandbox-" + message.contact().value()),
        new SandboxGateway(Optional.empty()).send(message).await().indefinitely());
  }

  @Test
  void it_carries_every_channel() {
    assertEquals(Set.of(Channel.values()), gateway.channels());
  }

  @Override
  protected ChannelGateway gateway() {
    return gateway;
  }

  @Override
  protected Route route() {
    return new Route(Channel.SMS, "+573333500001", "BANCO");
  }

  @Override
  protected boolean carriesFiction() {
    return true;
  }

  @Override
  protected void theProviderTakesThem(String messageId) {
    answer = () -> new SendOutcome.Accepted(messageId);
  }

  @Override
  protected void theProviderThrottles() {
    answer = () -> new SendOutcome.Deferred(Duration.ofSeconds(30), "throttled");
  }

  @Override
  protected void theProviderRefuses() {
    answer = () -> new SendOutcome.Rejected("unknown_address", true);
  }

  @Override
  protected void theLineIsCutAfterTheRequest() {
    answer = () -> new SendOutcome.Unknown("cut");
  }

  @Override
  protected void theProviderIsSilent() {
    answer = () -> new SendOutcome.Unknown("timeout");
  }

  @Override
  protected void theProviderIsBroken() {
    answer =
        () -> {
          throw new IllegalStateException("a fault in the simulation");
        };
  }

  /** Nothing can be unreachable in one process: a carrier says so by putting off. */
  @Override
  protected void nobodyListens() {
    answer =
        () -> {
          requests--;
          return new SendOutcome.Deferred(Duration.ofMinutes(1), "unreachable");
        };
  }

  @Override
  protected int requests() {
    return requests;
  }
}
