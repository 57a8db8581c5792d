package io.batuta.dispatch;

import io.batuta.channel.ChannelGateway;
import io.batuta.channel.OutboundMessage;
import io.batuta.channel.SendOutcome;
import io.batuta.portfolio.Channel;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/** A gateway that keeps what it was called with and answers what the test says. */
final class RecordingGateway implements ChannelGateway {

  final List<OutboundMessage> calls = new CopyOnWriteArrayList<>();
  private final String provider;
  private final Function<OutboundMessage, Uni<SendOutcome>> answer;

  RecordingGateway(String provider, Function<OutboundMessage, Uni<SendOutcome>> answer) {
    this.provider = provider;
    this.answer = answer;
  }

  /** Takes everything, under an id of its own making. */
  static RecordingGateway accepting(String provider) {
    return answering(
        provider, message -> new SendOutcome.Accepted("m-" + message.contact().value()));
  }

  static RecordingGateway answering(
      String provider, Function<OutboundMessage, SendOutcome> answer) {
    return new RecordingGateway(provider, message -> Uni.createFrom().item(answer.apply(message)));
  }

  @Override
  public String provider() {
    return provider;
  }

  @Override
  public Set<Channel> channels() {
    return Set.of(Channel.values());
  }

  @Override
  public Uni<SendOutcome> send(OutboundMessage message) {
    calls.add(message);
    return answer.apply(message);
  }
}
