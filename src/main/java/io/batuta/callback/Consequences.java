package io.batuta.callback;

import static io.batuta.postgres.Columns.column;

import io.batuta.channel.ProviderEvent.Kind;
import io.batuta.conversation.Conversation;
import io.batuta.conversation.Reply;
import io.batuta.ledger.ContactFact;
import io.batuta.ledger.FactKind;
import io.batuta.ledger.LedgerStore;
import io.batuta.ledger.Reason;
import io.batuta.portfolio.ContactPointId;
import io.batuta.postgres.SqlFile;
import io.batuta.postgres.Tx;
import io.batuta.suppression.OptOuts;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/**
 * What follows from events that found their contact, in the transaction that keeps them. Contacts
 * are locked before summaries, as dispatch does it.
 */
@ApplicationScoped
class Consequences {

  private static final SqlFile HOLD = SqlFile.of(Consequences.class, "hold-contacts.sql");
  private static final SqlFile SETTLE = SqlFile.of(Consequences.class, "settle-uncertain.sql");

  private final LedgerStore ledger;
  private final OptOuts optOuts;
  private final Conversation conversation;

  Consequences(LedgerStore ledger, OptOuts optOuts, Conversation conversation) {
    this.ledger = ledger;
    this.optOuts = optOuts;
    this.conversation = conversation;
  }

  /** Whatever order the events come in over time, the state they lead to is the same. */
  Uni<Void> of(Tx tx, List<MatchedEvent> events, Instant now) {
    Uni<Void> done =
        hold(tx, events).chain(() -> settle(tx, events, now)).chain(() -> retire(tx, events));
    for (MatchedEvent event : events) {
      Optional<OptOuts.Stop> stop = stop(event);
      if (stop.isPresent()) {
        done = done.chain(() -> optOuts.record(tx, stop.get(), now));
      }
    }
    List<Reply> replies =
        events.stream()
            .filter(event -> event.kind() == Kind.REPLIED)
            .map(Consequences::reply)
            .toList();
    return done.chain(() -> ledger.append(tx, facts(events), now))
        .chain(() -> conversation.hear(tx, replies, now));
  }

  /** Of replies that nobody can be given: a stop silences the address for all who share it. */
  Uni<Void> ofUnplaced(Tx tx, List<Unplaced> replies, Instant now) {
    Uni<Void> done = Uni.createFrom().voidItem();
    for (Unplaced reply : replies) {
      if (reply.saysStop()) {
        done = done.chain(() -> optOuts.record(tx, reply.stop(), now));
      }
    }
    return done;
  }

  private static Uni<Void> hold(Tx tx, List<MatchedEvent> events) {
    List<MatchedEvent> ending = events.stream().filter(MatchedEvent::mayEndContacts).toList();
    if (ending.isEmpty()) {
      return Uni.createFrom().voidItem();
    }
    List<Address> addresses =
        ending.stream()
            .flatMap(event -> event.addresses().stream().map(hash -> Address.of(event, hash)))
            .distinct()
            .toList();
    return tx.run(
            HOLD,
            Tuple.tuple()
                .addArrayOfInteger(
                    column(ending, e -> e.occasion().creditor().value(), Integer[]::new))
                .addArrayOfLong(column(ending, e -> e.occasion().debtor().value(), Long[]::new))
                .addArrayOfInteger(column(addresses, Address::creditor, Integer[]::new))
                .addArrayOfString(column(addresses, Address::hash, String[]::new)))
        .replaceWithVoid();
  }

  /**
   * An address of one creditor's.
   *
   * @param hash hex
   */
  private record Address(int creditor, String hash) {
    static Address of(MatchedEvent event, byte[] hash) {
      return new Address(event.occasion().creditor().value(), HexFormat.of().formatHex(hash));
    }
  }

  private static Uni<Void> settle(Tx tx, List<MatchedEvent> events, Instant now) {
    UUID[] uncertain =
        events.stream()
            .filter(MatchedEvent::uncertain)
            .map(event -> event.occasion().contact().value())
            .distinct()
            .toArray(UUID[]::new);
    return uncertain.length == 0
        ? Uni.createFrom().voidItem()
        : tx.run(SETTLE, Tuple.of(uncertain, now.atOffset(ZoneOffset.UTC))).replaceWithVoid();
  }

  private static Uni<Void> retire(Tx tx, List<MatchedEvent> events) {
    Long[] dead =
        events.stream()
            .filter(MatchedEvent::addressIsDead)
            .map(event -> event.occasion().point())
            .filter(Objects::nonNull)
            .map(ContactPointId::value)
            .distinct()
            .sorted()
            .toArray(Long[]::new);
    return dead.length == 0
        ? Uni.createFrom().voidItem()
        : tx.run(
                "UPDATE contact_point SET status = 'dead' WHERE contact_point_id = ANY ($1) AND status = 'usable'",
                Tuple.tuple().addArrayOfLong(dead))
            .replaceWithVoid();
  }

  private static Optional<OptOuts.Stop> stop(MatchedEvent event) {
    return switch (event.kind()) {
      case COMPLAINED -> Optional.of(stop(event, "complaint", Reason.COMPLAINED));
      case OPTED_OUT -> Optional.of(stop(event, "provider", Reason.OPTED_OUT));
      case ACCEPTED, DELIVERED, READ, CLICKED, FAILED, REPLIED -> Optional.empty();
    };
  }

  private static OptOuts.Stop stop(MatchedEvent event, String source, Reason reason) {
    return new OptOuts.Stop(
        event.occasion().creditor(),
        event.occasion().channel(),
        event.addresses(),
        event.occasion(),
        source,
        reason,
        event.occurredAt());
  }

  private static List<ContactFact> facts(List<MatchedEvent> events) {
    return events.stream().flatMap(event -> fact(event).stream()).toList();
  }

  private static Optional<ContactFact> fact(MatchedEvent event) {
    return switch (event.kind()) {
      case DELIVERED -> Optional.of(fact(event, FactKind.DELIVERED));
      case READ -> Optional.of(fact(event, FactKind.READ));
      case CLICKED -> Optional.of(fact(event, FactKind.CLICKED));
      case COMPLAINED -> Optional.of(fact(event, FactKind.COMPLAINED));
      case FAILED ->
          Optional.of(
              fact(event, FactKind.FAILED)
                  .because(event.addressIsDead() ? Reason.ADDRESS_DEAD : Reason.FAILED));
      // Accepted is known since it was sent; the others write their own.
      case ACCEPTED, OPTED_OUT, REPLIED -> Optional.empty();
    };
  }

  private static ContactFact fact(MatchedEvent event, FactKind kind) {
    ContactFact fact = event.occasion().fact(kind, event.occurredAt());
    String code = event.code();
    return code == null ? fact : fact.explained(new JsonObject().put("code", code));
  }

  private static Reply reply(MatchedEvent event) {
    String words = event.words();
    return new Reply(
        event.key().name(),
        event.occasion(),
        event.addresses(),
        words == null ? "" : words,
        event.occurredAt(),
        event.zone(),
        event.country(),
        event.currency());
  }
}
