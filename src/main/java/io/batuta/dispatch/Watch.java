package io.batuta.dispatch;

import static io.batuta.postgres.Columns.column;

import io.batuta.postgres.Sql;
import io.batuta.postgres.SqlFile;
import io.batuta.postgres.Tx;
import io.batuta.telemetry.Figure;
import io.batuta.telemetry.Figures;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/**
 * Looks over what leaves, each minute: stops a channel that too many complain of or that fails,
 * ends what nobody approved in time, and tells how near the limits are. Only a person lets a
 * channel go on that it stopped.
 */
@ApplicationScoped
public class Watch {

  private static final Logger LOG = Logger.getLogger(Watch.class);

  private static final SqlFile COUNT = SqlFile.of(Watch.class, "count-brakes.sql");
  private static final SqlFile PULL = SqlFile.of(Watch.class, "pull-brakes.sql");
  private static final SqlFile EXPIRE = SqlFile.of(Watch.class, "expire-approvals.sql");
  private static final SqlFile SPEND = SqlFile.of(Watch.class, "read-spend.sql");

  private static final String LIMITED = "SELECT DISTINCT creditor_id FROM spend_limit";
  private static final String WAITING =
      "SELECT creditor_id, count(*)::int4 FROM campaign_approval WHERE state = 'waiting' GROUP BY creditor_id";

  /** A day longer than any brake looks back. */
  private static final String FORGET =
      "DELETE FROM sending_count WHERE counted_at < $1::timestamptz - interval '8 days'";

  private final Sql sql;
  private final Figures figures;

  Watch(Sql sql, Figures figures) {
    this.sql = sql;
    this.figures = figures;
  }

  /** A channel that is to be stopped. */
  private record Stop(
      int creditor, String channel, String provider, Instant since, Brake.Pulled pulled) {

    String why() {
      return pulled.why(provider, since);
    }

    String figures() {
      return new JsonObject()
          .put("ground", pulled.ground().name().toLowerCase(Locale.ROOT))
          .put("provider", provider)
          .put("since", since.toString())
          .put("bad", pulled.bad())
          .put("of", pulled.of())
          .put("limitPpm", pulled.limitPpm())
          .encode();
    }
  }

  /** Answers how many channels it stopped. Any number may look at once. */
  public Uni<Integer> look(Instant now) {
    Tuple at = Tuple.of(now.atOffset(ZoneOffset.UTC));
    return sql.acrossTenants(tx -> brakes(tx, now))
        .call(() -> sql.acrossTenants(tx -> tx.run(EXPIRE, at).chain(() -> tx.run(FORGET, at))))
        .call(() -> sql.acrossTenants(tx -> tell(tx, now)));
  }

  private Uni<Integer> brakes(Tx tx, Instant now) {
    return tx.list(COUNT, Tuple.of(now.atOffset(ZoneOffset.UTC)), Watch::judged)
        .map(judged -> judged.stream().flatMap(found -> found).toList())
        .chain(stops -> stops.isEmpty() ? Uni.createFrom().item(0) : pull(tx, stops, now));
  }

  private static Stream<Stop> judged(Row row) {
    Brake brake =
        new Brake(
            row.getInteger("complained_ppm"),
            row.getInteger("undelivered_ppm"),
            row.getInteger("failing_ppm"),
            row.getInteger("sample"));
    Brake.Counts counts =
        new Brake.Counts(
            row.getLong("sent"),
            row.getLong("refused"),
            row.getLong("uncertain"),
            row.getLong("complained"),
            row.getLong("undelivered"));
    OffsetDateTime since = row.getOffsetDateTime("since");
    return brake.judge(counts).stream()
        .map(
            pulled ->
                new Stop(
                    row.getInteger("creditor_id"),
                    row.getString("channel"),
                    row.getString("provider"),
                    since.toInstant(),
                    pulled));
  }

  private Uni<Integer> pull(Tx tx, List<Stop> stops, Instant now) {
    return tx.list(
            PULL,
            Tuple.of(
                column(stops, Stop::creditor, Integer[]::new),
                column(stops, Stop::channel, String[]::new),
                column(stops, Stop::why, String[]::new),
                column(stops, Stop::figures, String[]::new),
                now.atOffset(ZoneOffset.UTC)),
            row -> row.getInteger(0))
        .invoke(
            pulled -> {
              Map<Integer, Integer> braked = new TreeMap<>();
              pulled.forEach(creditor -> braked.merge(creditor, 1, Integer::sum));
              braked.forEach(
                  (creditor, channels) -> figures.tell(creditor, Map.of(Figure.BRAKED, channels)));
              stops.forEach(
                  stop ->
                      LOG.warnf(
                          "%s of creditor %d is stopped: %s",
                          stop.channel(), stop.creditor(), stop.why()));
            })
        .map(List::size);
  }

  private Uni<Void> tell(Tx tx, Instant now) {
    return tx.list(WAITING, Tuple.tuple(), row -> row)
        .invoke(
            rows ->
                rows.forEach(
                    row ->
                        figures.tell(
                            row.getInteger(0),
                            Map.of(Figure.WAITING_FOR_APPROVAL, row.getInteger(1)))))
        .chain(() -> tx.list(LIMITED, Tuple.tuple(), row -> row.getInteger(0)))
        .chain(
            creditors ->
                tx.list(
                    SPEND,
                    Tuple.of(creditors.toArray(Integer[]::new), now.atOffset(ZoneOffset.UTC)),
                    SpendLine::read))
        .invoke(this::tellSpend)
        .replaceWithVoid();
  }

  private void tellSpend(List<SpendLine> lines) {
    Map<Integer, Long> most = new TreeMap<>();
    lines.forEach(line -> most.merge(line.creditor().value(), line.percent(), Math::max));
    most.forEach(
        (creditor, percent) -> figures.tell(creditor, Map.of(Figure.SPEND_SHARE, percent)));
  }
}
