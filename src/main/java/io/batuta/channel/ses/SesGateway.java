package io.batuta.channel.ses;

import io.batuta.channel.AmazonClient;
import io.batuta.channel.ChannelGateway;
import io.batuta.channel.OneCall;
import io.batuta.channel.OutboundMessage;
import io.batuta.channel.SendOutcome;
import io.batuta.portfolio.Channel;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.config.Config;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.sesv2.SesV2Client;
import software.amazon.awssdk.services.sesv2.model.AccountSuspendedException;
import software.amazon.awssdk.services.sesv2.model.Body;
import software.amazon.awssdk.services.sesv2.model.Content;
import software.amazon.awssdk.services.sesv2.model.LimitExceededException;
import software.amazon.awssdk.services.sesv2.model.Message;
import software.amazon.awssdk.services.sesv2.model.MessageHeader;
import software.amazon.awssdk.services.sesv2.model.MessageTag;
import software.amazon.awssdk.services.sesv2.model.SendEmailRequest;
import software.amazon.awssdk.services.sesv2.model.SendingPausedException;
import software.amazon.awssdk.services.sesv2.model.TooManyRequestsException;

/**
 * Sends e-mail by Amazon SES, API v2.
 *
 * <p>Besides the keys of {@link AmazonClient}: {@code batuta.channel.ses.configuration-set} (whose
 * event destination reports back) and {@code batuta.channel.ses.list-unsubscribe} (the header of
 * RFC 2369, whole, with {@code {contact}} where our id goes; with an https address it is one-click,
 * RFC 8058). The contact's id travels as the tag {@value #CONTACT_TAG}.
 */
@ApplicationScoped
class SesGateway implements ChannelGateway {

  static final String CONTACT_TAG = "contact";

  /** The daily quota is a moving window: an hour frees some of it. */
  private static final Duration QUOTA = Duration.ofHours(1);

  private static final String PROVIDER = "ses";

  private final AmazonClient<SesV2Client> amazon;
  private final Optional<String> configurationSet;
  private final Optional<String> listUnsubscribe;

  SesGateway(Config config) {
    amazon =
        new AmazonClient<>(config, PROVIDER, own -> own.configured(SesV2Client.builder()).build());
    configurationSet =
        config.getOptionalValue("batuta.channel.ses.configuration-set", String.class);
    listUnsubscribe = config.getOptionalValue("batuta.channel.ses.list-unsubscribe", String.class);
  }

  @Override
  public String provider() {
    return PROVIDER;
  }

  @Override
  public Set<Channel> channels() {
    return Set.of(Channel.EMAIL);
  }

  @Override
  public Uni<SendOutcome> send(OutboundMessage message) {
    return OneCall.to(
        message,
        () ->
            amazon.send(
                client -> client.sendEmail(request(message)).messageId(), SesGateway::refusal));
  }

  @PreDestroy
  void close() {
    amazon.close();
  }

  private SendEmailRequest request(OutboundMessage message) {
    return SendEmailRequest.builder()
        .fromEmailAddress(message.sender())
        .destination(to -> to.toAddresses(message.address()))
        .content(content -> content.simple(mail(message)))
        .emailTags(
            MessageTag.builder()
                .name(CONTACT_TAG)
                .value(message.contact().value().toString())
                .build())
        .configurationSetName(configurationSet.orElse(null))
        .build();
  }

  private Message mail(OutboundMessage message) {
    String subject = message.subject();
    return Message.builder()
        .subject(utf8(subject == null ? "" : subject))
        .body(
            Body.builder()
                .text(utf8(message.body()))
                .html(utf8(PlainHtml.of(message.body())))
                .build())
        .headers(headers(message))
        .build();
  }

  private List<MessageHeader> headers(OutboundMessage message) {
    if (listUnsubscribe.isEmpty()) {
      return List.of();
    }
    String way = listUnsubscribe.get().replace("{contact}", message.contact().value().toString());
    MessageHeader header = header("List-Unsubscribe", way);
    return way.contains("https://")
        ? List.of(header, header("List-Unsubscribe-Post", "List-Unsubscribe=One-Click"))
        : List.of(header);
  }

  /**
   * What stands in the way is the account's: it stands in the way of every message, for a while.
   */
  private static Optional<SendOutcome> refusal(AwsServiceException e) {
    boolean quota =
        e instanceof TooManyRequestsException
            && String.valueOf(e.getMessage()).contains("Daily message quota");
    if (quota
        || e instanceof LimitExceededException
        || e instanceof SendingPausedException
        || e instanceof AccountSuspendedException) {
      return Optional.of(new SendOutcome.Deferred(QUOTA, AmazonClient.code(e)));
    }
    return Optional.empty();
  }

  private static Content utf8(String text) {
    return Content.builder().data(text).charset("UTF-8").build();
  }

  private static MessageHeader header(String name, String value) {
    return MessageHeader.builder().name(name).value(value).build();
  }
}
