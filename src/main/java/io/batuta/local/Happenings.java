package io.batuta.local;

import io.batuta.ledger.ContactId;
import io.batuta.local.Behaviour.Reaction;
import io.batuta.local.Debtors.Debtor;
import io.batuta.local.SimulatedEvent.Webhook;
import io.batuta.portfolio.Channel;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Turns reactions into the calls that webhooks will get, and puts them into the queue. */
final class Happenings {

  /** A report that comes twice comes again after this long. */
  private static final Duration AGAIN = Duration.ofMinutes(7);

  private final EventQueue queue;

  Happenings(EventQueue queue) {
    this.queue = queue;
  }

  /** Which message the reactions answer. */
  record Carried(
      ContactId contact, String messageId, Channel channel, String address, boolean threaded) {}

  void follow(Debtor debtor, Carried message, Instant taken, List<Reaction> reactions) {
    int sequence = 0;
    for (Reaction reaction : reactions) {
      Instant happens = taken.plus(reaction.after());
      if (reaction.type().equals("paid")) {
        pay(debtor, happens, message.messageId(), reaction);
      } else {
        JsonObject body = report(message, reaction, happens);
        add(debtor, happens, sequence, reaction, Webhook.SANDBOX, body);
      }
      sequence++;
    }
  }

  /**
   * @param cause makes the reference: the same cause is the same payment
   */
  void pay(Debtor debtor, Instant happens, String cause, Reaction reaction) {
    BigDecimal amount =
        reaction.inFull()
            ? debtor.owed()
            : debtor.owed().divide(BigDecimal.TWO, debtor.owed().scale(), RoundingMode.HALF_UP);
    if (amount.signum() <= 0) {
      return;
    }
    JsonObject body =
        new JsonObject()
            .put("reference", "PSE-" + cause)
            .put("accountNumber", debtor.account())
            .put("amount", amount.toPlainString())
            .put("currency", debtor.currency())
            .put("paidAt", happens.toString());
    add(debtor, happens, 99, reaction, Webhook.PAYMENTS, body);
  }

  private void add(
      Debtor debtor,
      Instant happens,
      int sequence,
      Reaction reaction,
      Webhook webhook,
      JsonObject body) {
    Instant heard = happens.plus(reaction.heardAfter());
    queue.add(
        new SimulatedEvent(heard, debtor.creditor(), debtor.number(), sequence, webhook, body));
    if (reaction.twice()) {
      queue.add(
          new SimulatedEvent(
              heard.plus(AGAIN), debtor.creditor(), debtor.number(), sequence, webhook, body));
    }
  }

  private static JsonObject report(Carried message, Reaction reaction, Instant happens) {
    boolean reply = reaction.type().equals("replied");
    JsonObject event =
        new JsonObject()
            .put("id", message.messageId() + ":" + reaction.type())
            .put("type", reaction.type())
            .put("channel", message.channel().name())
            .put("occurredAt", happens.toString());
    if (!reply || message.threaded()) {
      event
          .put("messageId", message.messageId())
          .put("contact", message.contact().value().toString());
    }
    if (reply) {
      event.put("from", message.address()).put("text", reaction.text());
    }
    if (reaction.type().equals("failed")) {
      event
          .put("code", reaction.addressIsDead() ? "unknown_address" : "unreachable")
          .put("addressIsDead", reaction.addressIsDead());
    }
    return event;
  }
}
