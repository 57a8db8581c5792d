package io.batuta.web.api;

import io.batuta.campaign.ChannelRoute;
import io.batuta.message.MessageRenderer;
import io.batuta.message.MessageTemplate;
import io.batuta.message.MessageValues;
import io.batuta.message.RenderedMessage;
import io.batuta.message.SampleDebtor;
import io.batuta.message.SmsParts;
import io.batuta.message.Unrenderable;
import io.batuta.portfolio.Channel;
import io.batuta.portfolio.Creditor;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How a template reads for somebody made up, and what one of it costs.
 *
 * @param parts how many units the provider bills: SMS parts; 1 on other channels
 * @param encoding of an SMS: GSM_7 or UCS_2
 * @param cost of one message, in the creditor's currency; null where no provider carries the
 *     channel
 */
public record TemplatePreview(
    @Nullable String subject,
    String text,
    int parts,
    SmsParts.@Nullable Encoding encoding,
    @Nullable Price cost) {

  /** A price may be a fraction of the smallest coin, which {@link MoneyJson} cannot say. */
  public record Price(String amount, String currency) {}

  static TemplatePreview of(
      MessageRenderer renderer,
      MessageTemplate template,
      Creditor creditor,
      Optional<ChannelRoute> route,
      LocalDate today) {
    MessageValues values = SampleDebtor.of(creditor, template.language(), today);
    return switch (renderer.render(template, values)) {
      case RenderedMessage message ->
          new TemplatePreview(
              message.subject(),
              message.body(),
              message.parts(),
              template.channel() == Channel.SMS ? SmsParts.count(message.body()).encoding() : null,
              route.map(found -> price(found, message.parts(), creditor)).orElse(null));
      case Unrenderable missing ->
          throw Problem.invalid(
              "The template cannot be rendered",
              List.of(new Problem.Violation("body", missing.missing())));
    };
  }

  private static Price price(ChannelRoute route, int parts, Creditor creditor) {
    BigDecimal amount =
        BigDecimal.valueOf(Math.multiplyExact(route.unitCostMicros(), parts), 6)
            .stripTrailingZeros();
    return new Price(amount.toPlainString(), creditor.currency().getCurrencyCode());
  }
}
