package io.batuta.conversation;

import static io.batuta.postgres.Columns.bytes;
import static io.batuta.postgres.Columns.column;

import io.batuta.conversation.Intent.Dispute;
import io.batuta.conversation.Intent.OptOut;
import io.batuta.conversation.Intent.PaymentClaim;
import io.batuta.conversation.Intent.PromiseToPay;
import io.batuta.conversation.Intent.Unclear;
import io.batuta.conversation.Intent.WrongPerson;
import io.batuta.ledger.ContactFact;
import io.batuta.ledger.ContactId;
import io.batuta.ledger.FactKind;
import io.batuta.ledger.LedgerStore;
import io.batuta.ledger.Reason;
import io.batuta.portfolio.ContactPointId;
import io.batuta.portfolio.CreditorId;
import io.batuta.portfolio.Money;
import io.batuta.postgres.Tx;
import io.batuta.privacy.DataKey;
import io.batuta.privacy.PersonKeys;
import io.batuta.privacy.PersonalData;
import io.batuta.suppression.Occasion;
import io.batuta.suppression.OptOuts;
import io.batuta.suppression.PromisesToPay;
import io.batuta.suppression.Silence;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Hears replies: keeps the words, understands them, and lets what follows happen, all in the
 * caller's transaction. Whatever is said ends the ladder: from here it is a conversation.
 */
@ApplicationScoped
public class Conversation {

  private static final int MOST_CHARACTERS = 4_000;

  private final Silence silence;
  private final OptOuts optOuts;
  private final PromisesToPay promises;
  private final LedgerStore ledger;
  private final PersonKeys keys;

  Conversation(
      Silence silence,
      OptOuts optOuts,
      PromisesToPay promises,
      LedgerStore ledger,
      PersonKeys keys) {
    this.keys = keys;
    this.silence = silence;
    this.optOuts = optOuts;
    this.promises = promises;
    this.ledger = ledger;
  }

  /** A reply, and what was understood. */
  private record Heard(Reply reply, List<Intent> intents) {
    static Heard of(Reply reply) {
      return new Heard(
          reply,
          ReplyReader.read(
              reply.text(), reply.saidAt().atZone(reply.zone()).toLocalDate(), reply.country()));
    }
  }

  /** Whose contacts end, and of what they are told to have ended. */
  private record Ending(CreditorId creditor, Reason reason) {}

  /**
   * Hears replies, of any creditors, in order. What is on its way is taken back first: contacts are
   * locked before summaries, everywhere.
   */
  public Uni<Void> hear(Tx tx, List<Reply> replies, Instant now) {
    if (replies.isEmpty()) {
      return Uni.createFrom().voidItem();
    }
    List<Heard> all = replies.stream().map(Heard::of).toList();
    Uni<Void> heard =
        end(tx, all, now)
            .chain(() -> keep(tx, replies))
            .chain(
                () -> ledger.append(tx, all.stream().flatMap(Conversation::facts).toList(), now));
    for (Heard one : all) {
      for (Intent intent : one.intents()) {
        heard = heard.chain(() -> follow(tx, one.reply(), intent, now));
      }
    }
    return heard;
  }

  private Uni<Void> end(Tx tx, List<Heard> all, Instant now) {
    Map<Ending, SortedSet<Long>> endings = new LinkedHashMap<>();
    List<ContactId> answered = all.stream().map(one -> one.reply().occasion().contact()).toList();
    for (Heard heard : all) {
      Occasion occasion = heard.reply().occasion();
      endings
          .computeIfAbsent(
              new Ending(occasion.creditor(), reason(heard.intents())), e -> new TreeSet<>())
          .add(occasion.debtor().value());
    }
    Uni<Void> done = Uni.createFrom().voidItem();
    for (Map.Entry<Ending, SortedSet<Long>> ending : endings.entrySet()) {
      Ending what = ending.getKey();
      Long[] debtors = ending.getValue().toArray(Long[]::new);
      done =
          done.chain(() -> silence.over(tx, what.creditor(), debtors, what.reason(), answered, now))
              .replaceWithVoid();
    }
    return done;
  }

  /** Encrypted, each with its person's key. Of who was erased nothing that is said is kept. */
  private Uni<Void> keep(Tx tx, List<Reply> replies) {
    return keys.ofDebtors(tx, replies.stream().map(r -> r.occasion().debtor().value()).toList())
        .chain(
            found ->
                keep(
                    tx,
                    replies.stream()
                        .filter(r -> found.containsKey(r.occasion().debtor().value()))
                        .toList(),
                    found));
  }

  private static Uni<Void> keep(Tx tx, List<Reply> replies, Map<Long, DataKey> keys) {
    return tx.run(
            """
            INSERT INTO words (creditor_id, debtor_id, contact_id, direction, channel, encrypted_text, occurred_at)
            SELECT creditor_id, debtor_id, contact_id, 'in', channel, text, at
            FROM unnest($1::int4[], $2::int8[], $3::uuid[], $4::text[], $5::bytea[], $6::timestamptz[])
              AS t (creditor_id, debtor_id, contact_id, channel, text, at)
            """,
            Tuple.tuple()
                .addArrayOfInteger(
                    column(replies, r -> r.occasion().creditor().value(), Integer[]::new))
                .addArrayOfLong(column(replies, r -> r.occasion().debtor().value(), Long[]::new))
                .addArrayOfUUID(column(replies, r -> r.occasion().contact().value(), UUID[]::new))
                .addArrayOfString(
                    column(replies, r -> r.occasion().channel().name(), String[]::new))
                .addValue(bytes(replies, r -> encrypted(r, keys)))
                .addArrayOfOffsetDateTime(
                    column(
                        replies, r -> r.saidAt().atOffset(ZoneOffset.UTC), OffsetDateTime[]::new)))
        .replaceWithVoid();
  }

  private static byte @Nullable [] encrypted(Reply reply, Map<Long, DataKey> keys) {
    DataKey key = keys.get(reply.occasion().debtor().value());
    return key == null ? null : key.encrypt(PersonalData.WORDS, cut(reply.text()));
  }

  private static String cut(String text) {
    return text.substring(0, Math.min(text.length(), MOST_CHARACTERS));
  }

  private static Stream<ContactFact> facts(Heard heard) {
    return facts(heard.reply(), heard.intents()).stream();
  }

  private static List<ContactFact> facts(Reply reply, List<Intent> intents) {
    JsonArray tags = new JsonArray(intents.stream().map(Intent::tag).toList());
    List<ContactFact> facts = new ArrayList<>();
    facts.add(
        reply
            .occasion()
            .fact(FactKind.REPLIED, reply.saidAt())
            .explained(new JsonObject().put("intents", tags)));
    for (Intent intent : intents) {
      if (intent instanceof PaymentClaim) {
        facts.add(reply.occasion().fact(FactKind.PAYMENT_CLAIMED, reply.saidAt()));
      }
      if (intent instanceof Dispute) {
        facts.add(reply.occasion().fact(FactKind.DISPUTED, reply.saidAt()));
      }
    }
    return facts;
  }

  private Uni<Void> follow(Tx tx, Reply reply, Intent intent, Instant now) {
    return switch (intent) {
      case OptOut stop -> optOuts.record(tx, stop(reply), now);
      case PromiseToPay promise -> promises.open(tx, promise(reply, promise), now);
      case WrongPerson wrong -> retire(tx, reply.occasion());
      case PaymentClaim said -> Uni.createFrom().voidItem();
      case Dispute said -> Uni.createFrom().voidItem();
      case Unclear said -> Uni.createFrom().voidItem();
    };
  }

  private static OptOuts.Stop stop(Reply reply) {
    Occasion occasion = reply.occasion();
    return new OptOuts.Stop(
        occasion.creditor(),
        occasion.channel(),
        reply.addresses(),
        occasion,
        "reply",
        Reason.OPTED_OUT,
        reply.saidAt());
  }

  private static PromisesToPay.Promise promise(Reply reply, PromiseToPay promise) {
    return new PromisesToPay.Promise(
        UUID.nameUUIDFromBytes(("promise:" + reply.id()).getBytes(StandardCharsets.UTF_8)),
        reply.occasion(),
        money(promise.amount(), reply.currency()),
        promise.dueOn(),
        reply.saidAt());
  }

  /** Nothing where it does not fit the currency: a wrong amount is worse than none. */
  private static @Nullable Money money(@Nullable BigDecimal amount, Currency currency) {
    try {
      return amount == null ? null : Money.of(amount, currency);
    } catch (ArithmeticException e) {
      return null;
    }
  }

  private static Uni<Void> retire(Tx tx, Occasion occasion) {
    ContactPointId point = occasion.point();
    if (point == null) {
      return Uni.createFrom().voidItem();
    }
    return tx.run(
            "UPDATE contact_point SET status = 'wrong_person' WHERE contact_point_id = $1 AND status IN ('usable', 'dead')",
            Tuple.of(point.value()))
        .replaceWithVoid();
  }

  /** What the contacts it ends are told to have ended of: the weightiest of what was said. */
  private static Reason reason(List<Intent> intents) {
    Reason reason = Reason.REPLIED;
    for (Intent intent : intents) {
      Reason said =
          switch (intent) {
            case OptOut o -> Reason.OPTED_OUT;
            case PaymentClaim p -> Reason.PAYMENT_CLAIMED;
            case Dispute d -> Reason.DISPUTED;
            case PromiseToPay p -> Reason.PROMISED;
            case WrongPerson w -> Reason.REPLIED;
            case Unclear u -> Reason.REPLIED;
          };
      if (reason == Reason.REPLIED || said == Reason.OPTED_OUT) {
        reason = said;
      }
    }
    return reason;
  }
}
