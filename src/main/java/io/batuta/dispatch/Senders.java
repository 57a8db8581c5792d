package io.batuta.dispatch;

import io.batuta.portfolio.Channel;
import io.batuta.portfolio.Creditor;
import io.batuta.postgres.Sql;
import io.batuta.postgres.SqlFile;
import io.batuta.postgres.Tx;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** From whom a creditor's messages come, how fast, and where its people try them. */
@ApplicationScoped
public class Senders {

  private static final SqlFile LIST = SqlFile.of(Senders.class, "list-senders.sql");

  private static final String PUT =
      """
      INSERT INTO sender (creditor_id, channel, address, state, verified_at, warm_from, set_by, set_at)
      VALUES ($1, $2, $3, $4, CASE WHEN $4 <> 'new' THEN $7::timestamptz END, $5, $6, $7)
      ON CONFLICT (creditor_id, channel, address) DO UPDATE SET
        state = EXCLUDED.state, verified_at = COALESCE(sender.verified_at, EXCLUDED.verified_at),
        warm_from = EXCLUDED.warm_from, set_by = EXCLUDED.set_by, set_at = EXCLUDED.set_at
      """;

  private static final String PUT_RATE =
      """
      INSERT INTO creditor_rate (creditor_id, provider, per_second, burst, tokens, refilled_at, set_by)
      VALUES ($1, $2, $3::numeric, $4::int4, $4::int4, $6, $5)
      ON CONFLICT (creditor_id, provider) DO UPDATE SET per_second = EXCLUDED.per_second, burst = EXCLUDED.burst,
        tokens = LEAST(creditor_rate.tokens, EXCLUDED.burst), set_by = EXCLUDED.set_by
      """;

  private static final String RATES =
      "SELECT provider, per_second, burst FROM creditor_rate WHERE creditor_id = $1 ORDER BY provider";

  private static final String TESTS =
      "SELECT kind, address FROM test_address WHERE creditor_id = $1 ORDER BY kind, address";

  private static final String ADD_TESTS =
      """
      INSERT INTO test_address (creditor_id, kind, address, verified_at, set_by)
      SELECT $1, t.kind, t.address, $5, $4 FROM unnest($2::text[], $3::text[]) AS t (kind, address)
      ON CONFLICT (creditor_id, kind, address) DO NOTHING
      """;

  private final Sql sql;
  private final Clock clock;

  Senders(Sql sql, Clock clock) {
    this.sql = sql;
    this.clock = clock;
  }

  /**
   * An identity.
   *
   * @param state {@code new}: not used yet; {@code usable}: an administrator vouched for it; {@code
   *     resting}: not used now
   * @param warmFrom its first day; null: warm
   * @param ceiling how many it may send today; null: any number
   */
  public record Identity(
      Channel channel,
      String address,
      String state,
      @Nullable Instant verifiedAt,
      @Nullable LocalDate warmFrom,
      int givenToday,
      @Nullable Integer ceiling) {}

  /** A creditor's own pace at a provider. */
  public record Pace(String provider, BigDecimal perSecond, int burst) {}

  /** Where a creditor's people try messages; {@code kind} as of contact points. */
  public record TestAddress(String kind, String address) {}

  public Uni<List<Identity>> of(Creditor creditor) {
    return in(
        creditor, tx -> tx.list(LIST, Tuple.of(creditor.id().value(), now()), Senders::identity));
  }

  /** Sets one, from the next claim on. */
  public Uni<List<Identity>> put(
      Creditor creditor,
      Channel channel,
      String address,
      String state,
      @Nullable LocalDate warmFrom,
      String by) {
    return in(
            creditor,
            tx ->
                tx.run(
                        PUT,
                        Tuple.tuple()
                            .addInteger(creditor.id().value())
                            .addString(channel.name())
                            .addString(address)
                            .addString(state)
                            .addLocalDate(warmFrom)
                            .addString(by)
                            .addOffsetDateTime(now()))
                    .chain(() -> tx.run(ChannelRests.LIFT, Tuple.of(creditor.id().value()))))
        .chain(() -> of(creditor));
  }

  public Uni<List<Pace>> rates(Creditor creditor) {
    return in(
        creditor,
        tx ->
            tx.list(
                RATES,
                Tuple.of(creditor.id().value()),
                row ->
                    new Pace(
                        row.getString("provider"),
                        row.getBigDecimal("per_second"),
                        row.getInteger("burst"))));
  }

  /** Sets a pace from the next claim on. */
  public Uni<List<Pace>> put(Creditor creditor, Pace pace, String by) {
    return in(
            creditor,
            tx ->
                tx.run(
                    PUT_RATE,
                    Tuple.of(
                        creditor.id().value(),
                        pace.provider(),
                        pace.perSecond(),
                        pace.burst(),
                        by,
                        now())))
        .chain(() -> rates(creditor));
  }

  /** Takes a pace away: the provider's alone holds. */
  public Uni<List<Pace>> remove(Creditor creditor, String provider) {
    return in(
            creditor,
            tx ->
                tx.run(
                    "DELETE FROM creditor_rate WHERE creditor_id = $1 AND provider = $2",
                    Tuple.of(creditor.id().value(), provider)))
        .chain(() -> rates(creditor));
  }

  public Uni<List<TestAddress>> testAddresses(Creditor creditor) {
    return in(creditor, tx -> tx.list(TESTS, Tuple.of(creditor.id().value()), Senders::test));
  }

  /** Sets all of them, in the place of those before. */
  public Uni<List<TestAddress>> setTestAddresses(
      Creditor creditor, List<TestAddress> all, String by) {
    String[] kinds = all.stream().map(TestAddress::kind).toArray(String[]::new);
    String[] addresses = all.stream().map(TestAddress::address).toArray(String[]::new);
    int id = creditor.id().value();
    return in(
            creditor,
            tx ->
                tx.run("DELETE FROM test_address WHERE creditor_id = $1", Tuple.of(id))
                    .chain(() -> tx.run(ADD_TESTS, Tuple.of(id, kinds, addresses, by, now()))))
        .chain(() -> testAddresses(creditor));
  }

  private <T> Uni<T> in(Creditor creditor, java.util.function.Function<Tx, Uni<T>> work) {
    return sql.asTenant(creditor.id().value(), work);
  }

  private static TestAddress test(Row row) {
    return new TestAddress(row.getString("kind"), row.getString("address"));
  }

  private static Identity identity(Row row) {
    OffsetDateTime verified = row.getOffsetDateTime("verified_at");
    return new Identity(
        Channel.valueOf(row.getString("channel")),
        row.getString("address"),
        row.getString("state"),
        verified == null ? null : verified.toInstant(),
        row.getLocalDate("warm_from"),
        row.getInteger("given"),
        row.getInteger("ceiling"));
  }

  private OffsetDateTime now() {
    return clock.instant().atOffset(ZoneOffset.UTC);
  }
}
