package io.batuta.dispatch;

import io.batuta.channel.ChannelGateway;
import io.batuta.channel.Recall;
import io.batuta.channel.RecallOutcome;
import io.batuta.ledger.ContactId;
import io.batuta.portfolio.Channel;
import io.batuta.postgres.Sql;
import io.batuta.postgres.SqlFile;
import io.quarkus.arc.All;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Carries out the orders to call back what was handed to a dialler or courier. The order itself was
 * committed by whatever ended the contact; here the provider is asked, a few times at most, and
 * what came of it becomes a fact.
 */
@ApplicationScoped
public class Recalls {

  private static final Logger LOG = Logger.getLogger(Recalls.class);

  /**
   * Orders that are taken and asked for at once: no more than one wait for the slowest is begun.
   */
  private static final int PAGE = 8;

  /** After a minute, two, four, eight: a quarter of an hour in all. */
  static final int TRIES = 5;

  /** How long an outcome may take to be written. */
  private static final Duration TO_RECORD = Duration.ofSeconds(30);

  private static final SqlFile CLAIM = SqlFile.of(Recalls.class, "claim-recalls.sql");
  private static final SqlFile END = SqlFile.of(Recalls.class, "end-recalls.sql");

  private final Sql sql;
  private final Map<String, ChannelGateway> gateways;
  private final Duration timeout;

  Recalls(Sql sql, @All List<ChannelGateway> gateways, DispatchSettings settings) {
    this.sql = sql;
    this.timeout = settings.answerTimeout();
    this.gateways =
        gateways.stream()
            .collect(Collectors.toUnmodifiableMap(ChannelGateway::provider, Function.identity()));
  }

  /** How an order ended. Stored in lower case. */
  enum End {
    RECALLED,
    TOO_LATE,
    UNSUPPORTED,
    GIVEN_UP,
    UNNEEDED
  }

  /** An order that is tried now. */
  private record Order(
      ContactId contact,
      String provider,
      int tries,
      Channel channel,
      @Nullable String messageId,
      boolean leftUs,
      boolean arrived) {

    static Order of(Row row) {
      return new Order(
          new ContactId(row.getUUID("contact_id")),
          row.getString("provider"),
          row.getInteger("tries"),
          Channel.valueOf(row.getString("channel")),
          row.getString("provider_message_id"),
          row.getBoolean("left_us"),
          Boolean.TRUE.equals(row.getBoolean("arrived")));
    }
  }

  private record Ended(ContactId contact, End end, @Nullable String code) {}

  /**
   * Asks for what is due, a few at a time, and writes down each as it ends; what is not begun when
   * the time is over is the next minute's.
   *
   * @param isOver asked before each page: what is begun may take {@link
   *     DispatchSettings#answerTimeout} more
   * @return how many orders ended
   */
  public Uni<Integer> carryOut(Clock clock, BooleanSupplier isOver) {
    return page(clock, isOver, 0);
  }

  private Uni<Integer> page(Clock clock, BooleanSupplier isOver, int ended) {
    if (isOver.getAsBoolean()) {
      return Uni.createFrom().item(ended);
    }
    Instant now = clock.instant();
    int mayTake = Math.toIntExact(longest().plus(TO_RECORD).toSeconds());
    return sql.acrossTenants(
            tx -> tx.list(CLAIM, Tuple.of(now.atOffset(ZoneOffset.UTC), PAGE, mayTake), Order::of))
        .chain(
            orders ->
                orders.isEmpty()
                    ? Uni.createFrom().item(ended)
                    : ask(orders, clock).chain(more -> page(clock, isOver, ended + more)));
  }

  private Duration longest() {
    return timeout.plus(Sender.GRACE);
  }

  private Uni<Integer> ask(List<Order> orders, Clock clock) {
    return Multi.createFrom()
        .iterable(orders)
        .onItem()
        .transformToUni(order -> ask(order).chain(ended -> end(ended, clock)))
        .merge(PAGE)
        .collect()
        .with(Collectors.summingInt(Integer::intValue));
  }

  /** Empty: it is asked for again. */
  private Uni<Optional<Ended>> ask(Order order) {
    ChannelGateway gateway = gateways.get(order.provider());
    if (order.tries() > TRIES) {
      return ended(order, End.GIVEN_UP, "unanswered");
    }
    if (!order.leftUs()) {
      return ended(order, End.UNNEEDED, null);
    }
    if (order.arrived()) {
      return ended(order, End.TOO_LATE, "arrived");
    }
    if (gateway == null) {
      return ended(order, End.UNSUPPORTED, null);
    }
    Recall recall = new Recall(order.contact(), order.channel(), order.messageId(), timeout);
    return Uni.createFrom()
        .deferred(() -> gateway.recall(recall))
        .ifNoItem()
        .after(longest())
        .recoverWithItem(() -> new RecallOutcome.NotKnown("timeout"))
        .onFailure()
        .recoverWithItem(fault -> new RecallOutcome.NotKnown(fault.getClass().getSimpleName()))
        .chain(outcome -> ended(order, outcome));
  }

  private static Uni<Optional<Ended>> ended(Order order, RecallOutcome outcome) {
    return switch (outcome) {
      case RecallOutcome.Recalled done -> ended(order, End.RECALLED, null);
      case RecallOutcome.TooLate late -> ended(order, End.TOO_LATE, late.code());
      case RecallOutcome.CannotRecall never -> ended(order, End.UNSUPPORTED, null);
      case RecallOutcome.NotKnown open ->
          order.tries() < TRIES
              ? Uni.createFrom().item(Optional.empty())
              : ended(order, End.GIVEN_UP, open.code());
    };
  }

  private static Uni<Optional<Ended>> ended(Order order, End end, @Nullable String code) {
    return Uni.createFrom().item(Optional.of(new Ended(order.contact(), end, Answer.kept(code))));
  }

  /** What one costs must not cost another its outcome: trouble is told, and it is asked again. */
  private Uni<Integer> end(Optional<Ended> said, Clock clock) {
    if (said.isEmpty()) {
      return Uni.createFrom().item(0);
    }
    Ended ended = said.get();
    Tuple arguments =
        Tuple.tuple()
            .addArrayOfUUID(new UUID[] {ended.contact().value()})
            .addArrayOfString(new String[] {ended.end().name().toLowerCase(Locale.ROOT)})
            .addArrayOfString(new String[] {ended.code()})
            .addOffsetDateTime(clock.instant().atOffset(ZoneOffset.UTC));
    return sql.acrossTenants(tx -> tx.list(END, arguments, Recalls::counted))
        .invoke(counts -> LOG.infof("recalls %s", counts))
        .replaceWith(1)
        .onFailure()
        .invoke(e -> LOG.errorf(e, "the outcome of a recall was not written"))
        .onFailure()
        .recoverWithItem(0);
  }

  private static String counted(Row row) {
    return row.getString("state") + " " + row.getInteger("contacts");
  }
}
