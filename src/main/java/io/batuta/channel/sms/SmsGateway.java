package io.batuta.channel.sms;

import io.batuta.channel.AmazonClient;
import io.batuta.channel.ChannelGateway;
import io.batuta.channel.OneCall;
import io.batuta.channel.OutboundMessage;
import io.batuta.channel.SendOutcome;
import io.batuta.portfolio.Channel;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.config.Config;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.InvalidParameterException;
import software.amazon.awssdk.services.sns.model.MessageAttributeValue;
import software.amazon.awssdk.services.sns.model.PublishRequest;

/**
 * Sends SMS by Amazon SNS, publishing to a phone number.
 *
 * <p>Besides the keys of {@link AmazonClient}: {@code batuta.channel.sms.max-price} (US dollars for
 * one message). SNS carries no id of ours and no expiry: reports find their contact by the message
 * id alone.
 */
@ApplicationScoped
class SmsGateway implements ChannelGateway {

  private static final String PROVIDER = "sms";

  private final AmazonClient<SnsClient> amazon;
  private final Optional<String> maxPrice;

  SmsGateway(Config config) {
    amazon =
        new AmazonClient<>(config, PROVIDER, own -> own.configured(SnsClient.builder()).build());
    maxPrice = config.getOptionalValue("batuta.channel.sms.max-price", String.class);
  }

  @Override
  public String provider() {
    return PROVIDER;
  }

  @Override
  public Set<Channel> channels() {
    return Set.of(Channel.SMS);
  }

  @Override
  public Uni<SendOutcome> send(OutboundMessage message) {
    return OneCall.to(
        message,
        () ->
            amazon.send(
                client -> client.publish(request(message)).messageId(), SmsGateway::refusal));
  }

  @PreDestroy
  void close() {
    amazon.close();
  }

  private PublishRequest request(OutboundMessage message) {
    Map<String, MessageAttributeValue> attributes = new HashMap<>();
    attributes.put("AWS.SNS.SMS.SMSType", text("Transactional"));
    String sender = message.sender().strip();
    if (sender.matches("\\+?[0-9]{3,15}")) {
      attributes.put("AWS.MM.SMS.OriginationNumber", text(sender));
    } else if (!sender.isEmpty()) {
      attributes.put("AWS.SNS.SMS.SenderID", text(sender));
    }
    maxPrice.ifPresent(
        price ->
            attributes.put(
                "AWS.SNS.SMS.MaxPrice",
                MessageAttributeValue.builder().dataType("Number").stringValue(price).build()));
    return PublishRequest.builder()
        .phoneNumber(message.address())
        .message(message.body())
        .messageAttributes(attributes)
        .build();
  }

  /** SNS names the parameter in its words only: "Invalid parameter: PhoneNumber Reason: …". */
  private static Optional<SendOutcome> refusal(AwsServiceException e) {
    boolean noSuchNumber =
        e instanceof InvalidParameterException
            && String.valueOf(e.getMessage()).contains("PhoneNumber");
    return noSuchNumber
        ? Optional.of(new SendOutcome.Rejected(AmazonClient.code(e), true))
        : Optional.empty();
  }

  private static MessageAttributeValue text(String value) {
    return MessageAttributeValue.builder().dataType("String").stringValue(value).build();
  }
}
