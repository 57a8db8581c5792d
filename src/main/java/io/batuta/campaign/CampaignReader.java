package io.batuta.campaign;

import static io.batuta.postgres.Columns.column;

import io.batuta.message.MessageTemplate;
import io.batuta.message.SmsParts;
import io.batuta.portfolio.Channel;
import io.batuta.portfolio.Creditor;
import io.batuta.portfolio.CreditorId;
import io.batuta.postgres.SqlFile;
import io.batuta.postgres.Tx;
import io.batuta.strategy.BadStrategy;
import io.batuta.strategy.Experiment;
import io.batuta.strategy.Strategy;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Finds everything that campaigns name, once a night or run. */
@ApplicationScoped
class CampaignReader {

  private static final Logger LOG = Logger.getLogger(CampaignReader.class);
  private static final SqlFile READ = SqlFile.of(CampaignReader.class, "read-campaigns.sql");
  private static final SqlFile KEPT = SqlFile.of(CampaignReader.class, "read-kept-plans.sql");

  /** All campaigns of these creditors, in force or not. Each creditor has an entry. */
  Uni<Map<CreditorId, CreditorPlans>> read(Tx tx, List<Creditor> creditors) {
    Integer[] ids = column(creditors, creditor -> creditor.id().value(), Integer[]::new);
    return tx.list(READ, Tuple.of(ids), row -> row).map(rows -> plans(creditors, rows));
  }

  /** The same of one creditor, kept with its night, which is being cut in this transaction. */
  Uni<CreditorPlans> keep(Tx tx, Creditor creditor, LocalDate night) {
    return tx.list(READ, Tuple.of(new Integer[] {creditor.id().value()}), row -> row)
        .call(
            rows ->
                tx.run(
                    "UPDATE night SET plans = $3::text::jsonb WHERE creditor_id = $1 AND night = $2",
                    Tuple.of(creditor.id().value(), night, json(rows))))
        .map(rows -> CreditorPlans.of(plans(List.of(creditor), rows), creditor));
  }

  /** What was kept with the night; read anew where it was cut by a version that kept nothing. */
  Uni<CreditorPlans> kept(Tx tx, Creditor creditor, LocalDate night) {
    return tx.list(KEPT, Tuple.of(creditor.id().value(), night), row -> row)
        .chain(
            rows ->
                rows.isEmpty()
                    ? read(tx, List.of(creditor))
                    : Uni.createFrom().item(plans(List.of(creditor), rows)))
        .map(plans -> CreditorPlans.of(plans, creditor));
  }

  private static String json(List<Row> rows) {
    JsonArray json = new JsonArray();
    rows.forEach(row -> json.add(row.toJson()));
    return json.encode();
  }

  private Map<CreditorId, CreditorPlans> plans(List<Creditor> creditors, List<Row> rows) {
    Map<Integer, List<Row>> byCreditor =
        rows.stream().collect(Collectors.groupingBy(row -> row.getInteger("creditor_id")));
    Map<CreditorId, CreditorPlans> plans = new HashMap<>();
    for (Creditor creditor : creditors) {
      List<Row> own = byCreditor.getOrDefault(creditor.id().value(), List.of());
      Map<Long, CampaignPlan> campaigns = new HashMap<>();
      for (Row row : own) {
        campaign(row).ifPresent(plan -> campaigns.put(plan.campaign().id(), plan));
      }
      plans.put(
          creditor.id(), new CreditorPlans(creditor, houseRules(own), routes(own), campaigns));
    }
    return plans;
  }

  private Optional<CampaignPlan> campaign(Row row) {
    Long id = row.getLong("campaign_id");
    if (id == null) {
      return Optional.empty();
    }
    String rule = row.getString("rule");
    JsonObject definition = row.getJsonObject("strategy_definition");
    if (rule == null || definition == null) {
      LOG.warnf("campaign %d names a segment or strategy that is not there: not worked", id);
      return Optional.empty();
    }
    return switch (Strategy.parse(definition)) {
      case Strategy strategy ->
          Optional.of(
              new CampaignPlan(
                  campaign(id, row), rule, strategy, wordings(row.getJsonArray("templates"))));
      case BadStrategy bad -> {
        LOG.warnf("campaign %d: %s %s: not worked", id, bad.field(), bad.message());
        yield Optional.empty();
      }
    };
  }

  private static Campaign campaign(long id, Row row) {
    return new Campaign(
        id,
        row.getString("name"),
        row.getString("segment"),
        row.getString("strategy"),
        row.getInteger("priority"),
        row.getLocalDate("starts_on"),
        row.getLocalDate("ends_on"),
        row.getLong("budget_minor"),
        new Experiment(row.getInteger("holdout_percent")),
        row.getBoolean("paused"));
  }

  private Map<Channel, Map<String, Wording>> wordings(@Nullable JsonArray templates) {
    Map<Channel, Map<String, Wording>> wordings = new EnumMap<>(Channel.class);
    for (Object item : templates == null ? new JsonArray() : templates) {
      JsonArray template = (JsonArray) item;
      String language = template.getString(0);
      Channel channel = Channel.valueOf(template.getString(4));
      String body = template.getString(6);
      int parts = channel == Channel.SMS ? SmsParts.count(body).parts() : 1;
      wordings
          .computeIfAbsent(channel, none -> new HashMap<>())
          .put(
              language,
              new Wording(
                  new MessageTemplate(
                      template.getLong(1),
                      template.getString(2),
                      template.getInteger(3),
                      channel,
                      language,
                      template.getString(5),
                      body),
                  parts));
    }
    return wordings;
  }

  private static JsonObject houseRules(List<Row> rows) {
    JsonObject house = rows.isEmpty() ? null : rows.getFirst().getJsonObject("house_rules");
    return house == null ? new JsonObject() : house;
  }

  private static Map<Channel, Route> routes(List<Row> rows) {
    JsonObject written = rows.isEmpty() ? null : rows.getFirst().getJsonObject("routes");
    Map<Channel, Route> routes = new EnumMap<>(Channel.class);
    for (var entry : written == null ? new JsonObject() : written) {
      JsonArray route = (JsonArray) entry.getValue();
      routes.put(Channel.valueOf(entry.getKey()), new Route(route.getString(0), route.getLong(1)));
    }
    return routes;
  }
}
