package io.batuta.campaign;

import static io.batuta.postgres.Columns.column;

import io.batuta.campaign.NightReport.State;
import io.batuta.portfolio.Creditor;
import io.batuta.postgres.SqlFile;
import io.batuta.postgres.Tx;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Nights, their shards and their trials. */
@ApplicationScoped
class NightStore {

  private static final SqlFile BEGIN = SqlFile.of(NightStore.class, "begin-night.sql");
  private static final SqlFile CUT_SHARDS = SqlFile.of(NightStore.class, "cut-shards.sql");
  private static final SqlFile READ_SHARDS = SqlFile.of(NightStore.class, "read-shards.sql");
  private static final SqlFile SHARES = SqlFile.of(NightStore.class, "read-shard-shares.sql");
  private static final SqlFile READ = SqlFile.of(NightStore.class, "read-night.sql");
  private static final SqlFile FINISH = SqlFile.of(NightStore.class, "finish-night.sql");

  /** How many members of a campaign a shard has, of how many in all. */
  record Share(long campaign, long here, long everywhere) {}

  /** True when the caller is to cut the night, within this transaction. */
  Uni<Boolean> begin(Tx tx, Creditor creditor, LocalDate night, int shards, Instant now) {
    return tx.run(
            BEGIN, Tuple.of(creditor.id().value(), night, shards, now.atOffset(ZoneOffset.UTC)))
        .map(rows -> rows.rowCount() == 1);
  }

  /** Notes that the night was asked for; one that is there already stays as it is. */
  Uni<Void> announce(Tx tx, Creditor creditor, LocalDate night, int shards, Instant now) {
    return tx.run(
            """
            INSERT INTO night (creditor_id, night, state, shards, started_at)
            VALUES ($1, $2, 'cutting', $3, $4)
            ON CONFLICT (creditor_id, night) DO NOTHING
            """,
            Tuple.of(creditor.id().value(), night, shards, now.atOffset(ZoneOffset.UTC)))
        .replaceWithVoid();
  }

  /** Into how many shards a night was cut, that was begun. */
  Uni<Integer> cutInto(Tx tx, Creditor creditor, LocalDate night) {
    return tx.first(
            "SELECT shards FROM night WHERE creditor_id = $1 AND night = $2",
            Tuple.of(creditor.id().value(), night),
            row -> row.getInteger("shards"))
        .map(Optional::orElseThrow);
  }

  /** Parts the members that were just cut into shards. */
  Uni<Void> cutShards(Tx tx, Creditor creditor, LocalDate night, int shards, long members) {
    return tx.run(CUT_SHARDS, Tuple.of(creditor.id().value(), night, shards))
        .chain(
            () ->
                tx.run(
                    """
                    UPDATE night SET state = 'planning', members = $3
                    WHERE creditor_id = $1 AND night = $2
                    """,
                    Tuple.of(creditor.id().value(), night, members)))
        .replaceWithVoid();
  }

  /** Shards in order; with {@code number} only that one, if the night has it. */
  Uni<List<Shard>> shards(Tx tx, Creditor creditor, LocalDate night, @Nullable Integer number) {
    return tx.list(READ_SHARDS, Tuple.of(creditor.id().value(), night, number), NightStore::shard);
  }

  Uni<List<Share>> shares(
      Tx tx, Creditor creditor, LocalDate night, Shard shard, List<Campaign> campaigns) {
    return tx.list(
        SHARES,
        Tuple.of(
            creditor.id().value(),
            night,
            shard.from(),
            shard.to(),
            column(campaigns, Campaign::id, Long[]::new)),
        row ->
            new Share(row.getLong("campaign_id"), row.getLong("here"), row.getLong("everywhere")));
  }

  /** Calls the night planned, if nothing of it is left to do; says then when it began. */
  Uni<Optional<Instant>> finish(Tx tx, Creditor creditor, LocalDate night, Instant now) {
    return tx.first(
        FINISH,
        Tuple.of(creditor.id().value(), night, now.atOffset(ZoneOffset.UTC)),
        row -> row.getOffsetDateTime("started_at").toInstant());
  }

  /** The night as far as it has come; empty when it was never begun. */
  Uni<Optional<NightReport>> report(Tx tx, Creditor creditor, LocalDate night) {
    return tx.first(
        READ, Tuple.of(creditor.id().value(), night), row -> report(creditor, night, row));
  }

  /** Notes that a trial runs. */
  Uni<Void> trialBegins(Tx tx, Creditor creditor, LocalDate night, Instant now) {
    return trial(tx, creditor, night, "running", new JsonObject(), now);
  }

  Uni<Void> trialFailed(Tx tx, Creditor creditor, LocalDate night, Instant now) {
    return trial(tx, creditor, night, "failed", new JsonObject(), now);
  }

  Uni<Void> trialDone(Tx tx, Creditor creditor, LocalDate night, Tally tally, Instant now) {
    return trial(tx, creditor, night, "done", tally.toJson(), now);
  }

  /** The last trial of this night; empty when it was never tried. */
  Uni<Optional<NightReport>> trial(Tx tx, Creditor creditor, LocalDate night) {
    return tx.first(
        "SELECT state, result FROM night_trial WHERE creditor_id = $1 AND night = $2",
        Tuple.of(creditor.id().value(), night),
        row -> trialReport(creditor, night, row));
  }

  private static Uni<Void> trial(
      Tx tx, Creditor creditor, LocalDate night, String state, JsonObject result, Instant now) {
    return tx.run(
            """
            INSERT INTO night_trial (creditor_id, night, state, result, tried_at)
            VALUES ($1, $2, $3, $4::text::jsonb, $5)
            ON CONFLICT (creditor_id, night) DO UPDATE SET
              state = EXCLUDED.state, result = EXCLUDED.result, tried_at = EXCLUDED.tried_at
            """,
            Tuple.of(
                creditor.id().value(), night, state, result.encode(), now.atOffset(ZoneOffset.UTC)))
        .replaceWithVoid();
  }

  private static Shard shard(Row row) {
    return new Shard(
        row.getInteger("shard"),
        row.getLong("from_debtor"),
        row.getLong("to_debtor"),
        row.getLong("done_to"),
        row.getBoolean("done"),
        false,
        Tally.of(row.getJsonObject("tally")));
  }

  private static NightReport report(Creditor creditor, LocalDate night, Row row) {
    JsonArray tallies = row.getJsonArray("tallies");
    Tally tally =
        tallies.stream().map(part -> Tally.of((JsonObject) part)).reduce(Tally.NONE, Tally::plus);
    State state = State.valueOf(row.getString("state").toUpperCase(Locale.ROOT));
    return NightReport.of(night, state, row.getLong("members"), tally, creditor.currency());
  }

  private static NightReport trialReport(Creditor creditor, LocalDate night, Row row) {
    State state =
        switch (row.getString("state")) {
          case "running" -> State.TRYING;
          case "done" -> State.TRIED;
          default -> State.FAILED;
        };
    Tally tally = Tally.of(row.getJsonObject("result"));
    return NightReport.of(night, state, tally.members(), tally, creditor.currency());
  }
}
