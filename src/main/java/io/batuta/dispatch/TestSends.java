package io.batuta.dispatch;

import static io.batuta.postgres.Columns.column;

import io.batuta.channel.ChannelGateway;
import io.batuta.channel.OutboundMessage;
import io.batuta.message.MessageRenderer;
import io.batuta.message.RenderedMessage;
import io.batuta.message.Unrenderable;
import io.batuta.portfolio.AddressSearch;
import io.batuta.portfolio.Channel;
import io.batuta.portfolio.Creditor;
import io.batuta.postgres.Sql;
import io.batuta.postgres.SqlFile;
import io.batuta.postgres.Tx;
import io.quarkus.arc.All;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Sends a campaign's message to the creditor's own people, by the true provider and with a made-up
 * debtor's values, marked as a test. In no debtor's ledger, history or budget; its money is
 * counted.
 */
@ApplicationScoped
public class TestSends {

  /** Addresses at a time. */
  public static final int MOST = 5;

  /** Tests of a creditor within an hour. */
  static final int AN_HOUR = 20;

  static final Duration WITHIN = Duration.ofMinutes(10);

  private static final SqlFile FIND = SqlFile.of(TestSends.class, "find-test.sql");
  private static final SqlFile BEGIN = SqlFile.of(TestSends.class, "begin-tests.sql");
  private static final SqlFile END = SqlFile.of(TestSends.class, "end-tests.sql");

  /** Held, so that two at once do not send more than an hour allows. */
  private static final String ALLOWED =
      "SELECT address FROM test_address WHERE creditor_id = $1 AND kind = $2 ORDER BY address FOR SHARE";

  private static final String TURN = "SELECT pg_advisory_xact_lock($1, $2)";
  private static final int KIND = 0x54455354;

  private final Sql sql;
  private final Clock clock;
  private final Map<String, ChannelGateway> gateways;
  private final MessageRenderer renderer;
  private final AddressSearch addresses;
  private final DispatchSettings settings;

  TestSends(
      Sql sql,
      Clock clock,
      @All List<ChannelGateway> gateways,
      MessageRenderer renderer,
      AddressSearch addresses,
      DispatchSettings settings) {
    this.sql = sql;
    this.clock = clock;
    this.gateways =
        gateways.stream()
            .collect(Collectors.toUnmodifiableMap(ChannelGateway::provider, Function.identity()));
    this.renderer = renderer;
    this.addresses = addresses;
    this.settings = settings;
  }

  /**
   * What to try.
   *
   * @param language of the template; null: Spanish, or the first there is
   * @param to addresses of the creditor's own people, {@link #MOST} at most
   */
  public record Order(
      String campaign, Channel channel, @Nullable String language, List<String> to) {
    public Order {
      to = List.copyOf(to);
    }
  }

  /** What became of one: {@code sent}, {@code deferred}, {@code failed}, {@code uncertain}. */
  public record Tried(UUID id, String outcome, @Nullable String code) {}

  /** What came of an order. */
  public sealed interface Outcome {
    record Sent(List<Tried> tests) implements Outcome {}

    /** Nothing was sent. */
    record Refused(String field, String reason) implements Outcome {}
  }

  /** Empty when there is no such campaign. */
  public Uni<Optional<Outcome>> send(Creditor creditor, Order order, String by) {
    Instant now = clock.instant();
    List<String> normal = new ArrayList<>();
    order
        .to()
        .forEach(one -> addresses.normal(creditor, order.channel(), one).ifPresent(normal::add));
    if (normal.size() < order.to().size()) {
      return refused("to", "nobody can be reached at one of them on this channel");
    }
    return sql.acrossTenants(tx -> begin(tx, creditor, order, normal, by, now))
        .chain(
            begun ->
                switch (begun) {
                  case Step.Missing missing -> Uni.createFrom().item(Optional.empty());
                  case Step.No no -> refused(no.field(), no.reason());
                  case Step.Go go -> sent(creditor, go, now);
                });
  }

  /** How far an order came before anything left. */
  sealed interface Step {
    record Missing() implements Step {}

    record No(String field, String reason) implements Step {}

    record Go(ChannelGateway gateway, List<OutboundMessage> messages) implements Step {}
  }

  private Uni<Step> begin(
      Tx tx, Creditor creditor, Order order, List<String> to, String by, Instant now) {
    int id = creditor.id().value();
    return tx.run(TURN, Tuple.of(KIND, id))
        .chain(
            () ->
                tx.list(
                    ALLOWED,
                    Tuple.of(id, order.channel().pointKind().tag()),
                    row -> row.getString(0)))
        .chain(
            allowed ->
                tx.first(
                        FIND,
                        Tuple.of(
                            id,
                            order.campaign(),
                            order.channel().name(),
                            order.language(),
                            now.atOffset(ZoneOffset.UTC)),
                        row -> row)
                    .chain(
                        found ->
                            found.isEmpty()
                                ? Uni.createFrom().item(new Step.Missing())
                                : write(
                                    tx,
                                    new TestDraft(creditor, order, to, found.get()),
                                    Set.copyOf(allowed),
                                    by,
                                    now)));
  }

  private Uni<Step> write(Tx tx, TestDraft draft, Set<String> allowed, String by, Instant now) {
    Step.No refusal = draft.refusal(allowed, gateways.keySet());
    if (refusal != null) {
      return Uni.createFrom().item(refusal);
    }
    return switch (renderer.render(draft.template(), draft.values(now))) {
      case Unrenderable missing ->
          Uni.createFrom()
              .item(new Step.No("campaign", "it cannot be rendered: " + missing.missing()));
      case RenderedMessage message -> afford(tx, draft, message, by, now);
    };
  }

  private Uni<Step> afford(
      Tx tx, TestDraft draft, RenderedMessage message, String by, Instant now) {
    long cost = draft.costMicros(message);
    return Purses.left(tx, now, new Integer[] {draft.creditor().id().value()})
        .chain(
            left -> {
              Long rest = left.get(draft.purse());
              return rest != null && Math.multiplyExact(cost, draft.to().size()) > rest
                  ? Uni.createFrom().item(new Step.No("channel", "what it may cost is spent"))
                  : begin(tx, draft, draft.messages(message, now, settings), cost, by, now);
            });
  }

  private Uni<Step> begin(
      Tx tx, TestDraft draft, List<OutboundMessage> messages, long cost, String by, Instant now) {
    return tx.run(
            BEGIN,
            Tuple.tuple()
                .addInteger(draft.creditor().id().value())
                .addArrayOfUUID(column(messages, m -> m.contact().value(), UUID[]::new))
                .addString(draft.order().campaign())
                .addString(draft.order().channel().name())
                .addString(draft.provider())
                .addString(draft.template().name())
                .addInteger(draft.template().version())
                .addLong(cost)
                .addString(by)
                .addOffsetDateTime(now.atOffset(ZoneOffset.UTC)))
        .replaceWith(new Step.Go(Objects.requireNonNull(gateways.get(draft.provider())), messages));
  }

  private Uni<Optional<Outcome>> sent(Creditor creditor, Step.Go go, Instant now) {
    return new Sender(go.gateway(), 1, clock, now.plus(WITHIN))
        .send(go.messages(), now)
        .call(answers -> sql.acrossTenants(tx -> tx.run(END, ended(creditor, answers))))
        .map(
            answers ->
                Optional.of(
                    new Outcome.Sent(
                        answers.stream()
                            .map(
                                answer ->
                                    new Tried(
                                        answer.message().contact().value(),
                                        outcome(answer),
                                        answer.code()))
                            .toList())));
  }

  private static Tuple ended(Creditor creditor, List<Answer> answers) {
    return Tuple.of(
        creditor.id().value(),
        column(answers, a -> a.message().contact().value(), UUID[]::new),
        column(answers, TestSends::outcome, String[]::new),
        column(answers, Answer::code, String[]::new));
  }

  private static String outcome(Answer answer) {
    return answer.state().name().toLowerCase(Locale.ROOT);
  }

  private static Uni<Optional<Outcome>> refused(String field, String reason) {
    return Uni.createFrom().item(Optional.of(new Outcome.Refused(field, reason)));
  }
}
