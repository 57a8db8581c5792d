package io.batuta.channel.sms;

import io.batuta.channel.JsonPayload;
import io.batuta.channel.ProviderEvent;
import io.batuta.channel.ProviderEvent.Kind;
import io.batuta.channel.SnsPayloadReader;
import io.batuta.portfolio.Channel;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Reads a text message that somebody sent us. It carries no time of its own: the envelope's counts.
 * The message it answers is told only sometimes; otherwise the address says whose it is, where that
 * is beyond doubt.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/sms-voice/latest/userguide/two-way-sms-payload.html">AWS</a>
 */
@ApplicationScoped
class SmsReplyReader implements SnsPayloadReader {

  @Override
  public Optional<List<ProviderEvent>> read(JsonPayload payload, Instant saidAt) {
    if (!payload.has("originationNumber") || !payload.has("inboundMessageId")) {
      return Optional.empty();
    }
    return Optional.of(
        List.of(
            new ProviderEvent(
                SmsDeliveryReader.PROVIDER,
                "in:" + payload.requiredText("inboundMessageId"),
                Channel.SMS,
                payload.text("previousPublishedMessageId").filter(id -> !id.isBlank()).orElse(null),
                null,
                Kind.REPLIED,
                saidAt,
                null,
                false,
                payload.requiredText("originationNumber"),
                payload.text("messageBody").orElse(""))));
  }
}
