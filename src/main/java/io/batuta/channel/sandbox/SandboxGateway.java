package io.batuta.channel.sandbox;

import io.batuta.channel.ChannelGateway;
import io.batuta.channel.OutboundMessage;
import io.batuta.channel.Recall;
import io.batuta.channel.RecallOutcome;
import io.batuta.channel.SendOutcome;
import io.batuta.channel.SimulatedCarrier;
import io.batuta.portfolio.Channel;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.Set;

/**
 * Carries every channel and reaches nobody: hands messages to the simulated carrier where there is
 * one, and otherwise takes them and does nothing. The only gateway for fictional creditors.
 */
@ApplicationScoped
class SandboxGateway implements ChannelGateway {

  private final Optional<SimulatedCarrier> carrier;

  @Inject
  SandboxGateway(Instance<SimulatedCarrier> carriers) {
    this(carriers.isResolvable() ? Optional.of(carriers.get()) : Optional.empty());
  }

  SandboxGateway(Optional<SimulatedCarrier> carrier) {
    this.carrier = carrier;
  }

  @Override
  public String provider() {
    return "sandbox";
  }

  @Override
  public Set<Channel> channels() {
    return Set.of(Channel.values());
  }

  @Override
  public Uni<SendOutcome> send(OutboundMessage message) {
    return Uni.createFrom()
        .item(() -> carried(message))
        .onFailure()
        .recoverWithItem(fault -> new SendOutcome.Unknown(fault.getClass().getSimpleName()));
  }

  /** Without a simulated carrier nothing ever reaches anybody, so that it is never too late. */
  @Override
  public Uni<RecallOutcome> recall(Recall recall) {
    return Uni.createFrom()
        .item(() -> takenBack(recall))
        .onFailure()
        .recoverWithItem(fault -> new RecallOutcome.NotKnown(fault.getClass().getSimpleName()));
  }

  private RecallOutcome takenBack(Recall recall) {
    if (!recall.channel().isHandedOver()) {
      return new RecallOutcome.CannotRecall();
    }
    return carrier
        .map(simulated -> simulated.takeBack(recall))
        .orElseGet(RecallOutcome.Recalled::new);
  }

  private SendOutcome carried(OutboundMessage message) {
    return carrier
        .map(simulated -> simulated.carry(message))
        .orElseGet(() -> new SendOutcome.Accepted("sandbox-" + message.contact().value()));
  }
}
