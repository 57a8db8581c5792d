package io.batuta.campaign;

import io.batuta.ledger.Reason;
import io.batuta.portfolio.Channel;
import io.vertx.core.json.JsonObject;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BinaryOperator;
import java.util.function.Function;

/**
 * Counts of a part of a night. Parts add up to the whole in any order.
 *
 * @param byCampaign by name
 * @param byHour planned contacts by the hour they are due, 0 to 23 of the debtor's day
 * @param costMicros millionths of the creditor's currency unit
 */
record Tally(
    long members,
    long planned,
    SortedMap<Reason, Long> withheld,
    SortedMap<String, CampaignTally> byCampaign,
    SortedMap<Channel, Long> byChannel,
    SortedMap<Integer, Long> byHour,
    long costMicros) {

  static final Tally NONE =
      new Tally(0, 0, new TreeMap<>(), new TreeMap<>(), new TreeMap<>(), new TreeMap<>(), 0);

  /** Counts of one campaign. */
  record CampaignTally(long members, long planned, long costMicros) {

    static final CampaignTally NONE = new CampaignTally(0, 0, 0);

    CampaignTally plus(CampaignTally other) {
      return new CampaignTally(
          members + other.members, planned + other.planned, costMicros + other.costMicros);
    }
  }

  Tally {
    withheld = Collections.unmodifiableSortedMap(new TreeMap<>(withheld));
    byCampaign = Collections.unmodifiableSortedMap(new TreeMap<>(byCampaign));
    byChannel = Collections.unmodifiableSortedMap(new TreeMap<>(byChannel));
    byHour = Collections.unmodifiableSortedMap(new TreeMap<>(byHour));
  }

  Tally plus(Tally other) {
    return new Tally(
        members + other.members,
        planned + other.planned,
        sum(withheld, other.withheld, Long::sum),
        sum(byCampaign, other.byCampaign, CampaignTally::plus),
        sum(byChannel, other.byChannel, Long::sum),
        sum(byHour, other.byHour, Long::sum),
        costMicros + other.costMicros);
  }

  JsonObject toJson() {
    JsonObject campaigns = new JsonObject();
    byCampaign.forEach(
        (name, part) ->
            campaigns.put(
                name,
                new JsonObject()
                    .put("members", part.members)
                    .put("planned", part.planned)
                    .put("costMicros", part.costMicros)));
    return new JsonObject()
        .put("members", members)
        .put("planned", planned)
        .put("withheld", counts(withheld))
        .put("byCampaign", campaigns)
        .put("byChannel", counts(byChannel))
        .put("byHour", counts(byHour))
        .put("costMicros", costMicros);
  }

  /** Reads what {@link #toJson} wrote; the empty object is {@link #NONE}. */
  static Tally of(JsonObject json) {
    return new Tally(
        json.getLong("members", 0L),
        json.getLong("planned", 0L),
        read(json, "withheld", Reason::valueOf, Tally::count),
        read(json, "byCampaign", Function.identity(), Tally::campaign),
        read(json, "byChannel", Channel::valueOf, Tally::count),
        read(json, "byHour", Integer::valueOf, Tally::count),
        json.getLong("costMicros", 0L));
  }

  private static <K> JsonObject counts(Map<K, Long> counts) {
    JsonObject json = new JsonObject();
    counts.forEach((key, count) -> json.put(key.toString(), count));
    return json;
  }

  private static <K extends Comparable<K>, V> SortedMap<K, V> read(
      JsonObject json, String field, Function<String, K> key, Function<Object, V> value) {
    SortedMap<K, V> read = new TreeMap<>();
    json.getJsonObject(field, new JsonObject())
        .forEach(entry -> read.put(key.apply(entry.getKey()), value.apply(entry.getValue())));
    return read;
  }

  private static Long count(Object value) {
    return ((Number) value).longValue();
  }

  private static CampaignTally campaign(Object value) {
    JsonObject part = (JsonObject) value;
    return new CampaignTally(
        part.getLong("members"), part.getLong("planned"), part.getLong("costMicros"));
  }

  private static <K, V> SortedMap<K, V> sum(
      SortedMap<K, V> some, SortedMap<K, V> others, BinaryOperator<V> add) {
    SortedMap<K, V> sum = new TreeMap<>(some);
    others.forEach((key, value) -> sum.merge(key, value, add));
    return sum;
  }
}
