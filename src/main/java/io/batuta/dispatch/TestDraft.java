package io.batuta.dispatch;

import io.batuta.channel.OutboundMessage;
import io.batuta.ledger.ContactId;
import io.batuta.message.MessageTemplate;
import io.batuta.message.MessageValues;
import io.batuta.message.RenderedMessage;
import io.batuta.message.SampleDebtor;
import io.batuta.portfolio.Creditor;
import io.vertx.mutiny.sqlclient.Row;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A test that somebody ordered, with what {@code find-test.sql} found for it.
 *
 * @param to in normal form
 */
record TestDraft(Creditor creditor, TestSends.Order order, List<String> to, Row found) {

  /** Why nothing may be sent; null: it may. */
  TestSends.Step.@Nullable No refusal(Set<String> allowed, Set<String> carriers) {
    String provider = found.getString("provider");
    if (!allowed.containsAll(to)) {
      return new TestSends.Step.No("to", "one of them is no test address of the creditor");
    }
    if (found.getLong("template_id") == null) {
      return new TestSends.Step.No("channel", "the campaign has no template for it");
    }
    if (provider == null || !carriers.contains(provider)) {
      return new TestSends.Step.No("channel", "nobody carries it");
    }
    return found.getInteger("recent") + to.size() > TestSends.AN_HOUR
        ? new TestSends.Step.No("to", "more than " + TestSends.AN_HOUR + " tests within an hour")
        : null;
  }

  String provider() {
    return Objects.requireNonNull(found.getString("provider"));
  }

  MessageTemplate template() {
    return new MessageTemplate(
        found.getLong("template_id"),
        found.getString("name"),
        found.getInteger("version"),
        order.channel(),
        found.getString("language"),
        found.getString("subject"),
        found.getString("body"));
  }

  MessageValues values(Instant now) {
    return SampleDebtor.of(
        creditor, template().language(), now.atZone(creditor.timeZone()).toLocalDate());
  }

  Purses.Purse purse() {
    return new Purses.Purse(creditor.id(), order.channel());
  }

  /** Of one message. */
  long costMicros(RenderedMessage message) {
    return Math.multiplyExact(found.getLong("unit_cost_micros"), message.parts());
  }

  /** One per address, marked so that nobody takes it for more than a test. */
  List<OutboundMessage> messages(RenderedMessage message, Instant now, DispatchSettings settings) {
    String mark = template().language().startsWith("en") ? "[TEST] " : "[PRUEBA] ";
    String subject = message.subject();
    return to.stream()
        .map(
            address ->
                new OutboundMessage(
                    new ContactId(UUID.randomUUID()),
                    creditor.fictional(),
                    order.channel(),
                    address,
                    found.getString("sender"),
                    subject == null ? null : mark + subject,
                    subject == null ? mark + message.body() : message.body(),
                    now.plus(TestSends.WITHIN),
                    settings.answerTimeout()))
        .toList();
  }
}
