package io.batuta.local;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.text.Normalizer;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A country's law files as rows for {@code check-law.sql}, read here once more and on purpose: the
 * summary checks the product against the law, so nothing here may come from the code that keeps it.
 */
final class LawSheet {

  /** What no fact of the ledger can be counted against: for people, for templates, for statuses. */
  private static final Set<String> NOT_COUNTED =
      Set.of("third-parties", "workplace", "cease", "required-text", "retention", "duty");

  /** Countries with regions that have law of their own. */
  private static final Map<String, List<String>> REGIONS = Map.of("AR", List.of("AR-C"));

  /** Not of a law, and counted beside it: nothing leaves while a person has the case. */
  private static final JsonObject HELD =
      new JsonObject()
          .put("rule", "a person has the case")
          .put("kind", "held")
          .put("valid_from", "2000-01-01");

  private final JsonArray rules;
  private final JsonArray notCounted;

  private LawSheet(JsonArray rules, JsonArray notCounted) {
    this.rules = rules;
    this.notCounted = notCounted;
  }

  /**
   * @param region where the creditor sits; null: not known
   * @param supervisor whose reading of "direct contact" holds; null: the strictest
   */
  static LawSheet of(String country, @Nullable String region, @Nullable String supervisor) {
    LawSheet sheet = new LawSheet(new JsonArray(), new JsonArray());
    sheet.read(country, null, supervisor);
    for (String part : REGIONS.getOrDefault(country, List.of())) {
      sheet.read(part, region, supervisor);
    }
    sheet.rules.add(HELD.copy());
    return sheet;
  }

  /** Rules of these law files that no statement can count: their names. */
  JsonArray notCounted() {
    return notCounted.copy();
  }

  JsonArray rules() {
    return rules.copy();
  }

  /** Whether the law leaves any hour of that day for messages. */
  boolean opensOn(LocalDate day, boolean isHoliday) {
    int weekday = day.getDayOfWeek().getValue();
    for (int i = 0; i < rules.size(); i++) {
      JsonObject rule = rules.getJsonObject(i);
      JsonArray classes = rule.getJsonArray("classes", new JsonArray());
      boolean judges = rule.getValue("regions") == null && classes.contains("TEXT");
      boolean closed = isHoliday && rule.getBoolean("on_holidays", false);
      if (judges && rule.getString("kind").equals("window")) {
        closed |=
            rule.getJsonArray("hours").stream()
                .noneMatch(hours -> ((JsonObject) hours).getInteger("weekday") == weekday);
      } else if (judges && rule.getString("kind").equals("closed-days")) {
        closed |= rule.getJsonArray("weekdays").contains(weekday);
      }
      if (judges && closed) {
        return false;
      }
    }
    return true;
  }

  private void read(String territory, @Nullable String seat, @Nullable String supervisor) {
    JsonObject file = SampleFile.at("/law/" + territory.toLowerCase(Locale.ROOT) + ".yaml");
    JsonObject counts = file.getJsonObject("contactCounts", new JsonObject());
    String direct =
        supervisor == null
            ? counts.getString("default")
            : counts
                .getJsonObject("bySupervisor", new JsonObject())
                .getString(supervisor, counts.getString("default"));
    // A region's law holds for all of a creditor that sits there.
    boolean everywhere = seat != null && seat.equals(file.getString("region"));
    @Nullable JsonArray regions = everywhere ? null : folded(file.getJsonArray("names"));
    JsonArray written = file.getJsonArray("rules");
    for (int i = 0; i < written.size(); i++) {
      JsonObject rule = written.getJsonObject(i);
      if (isCounted(rule)) {
        rules.add(row(rule, direct).put("regions", regions));
      } else {
        notCounted.add(rule.getString("rule"));
      }
    }
  }

  /** A dispute is a fact with its time; a status that a file states has none here. */
  private static boolean isCounted(JsonObject rule) {
    return rule.getString("kind").equals("stop")
        ? rule.getJsonArray("statuses", new JsonArray()).contains("DISPUTED")
        : !NOT_COUNTED.contains(rule.getString("kind"));
  }

  private static JsonObject row(JsonObject rule, @Nullable String direct) {
    JsonObject row =
        new JsonObject()
            .put("rule", rule.getString("rule"))
            .put("kind", rule.getString("kind"))
            .put("on_holidays", rule.getBoolean("closedOnHolidays", false))
            .put("valid_from", rule.getString("validFrom"))
            .put("valid_to", rule.getString("validTo"));
    if (rule.containsKey("classes")) {
      row.put("classes", rule.getJsonArray("classes"));
    }
    switch (rule.getString("kind")) {
      case "window" -> row.put("hours", hours(rule.getJsonObject("hours")));
      case "closed-days" -> row.put("weekdays", weekdays(rule.getJsonArray("days")));
      case "barred", "authorised-channels", "stop" -> {}
      case "frequency" ->
          row.put("unit", unit(rule, direct))
              .put("max", rule.getInteger("max"))
              .put("period", rule.getString("period"))
              .put("per_channel", rule.getBoolean("perChannel"));
      case "gap" ->
          row.put("unit", unit(rule, direct))
              .put("max", 1)
              .put("days", rule.getInteger("days"))
              .put("per_channel", rule.getBoolean("perChannel"));
      case "one-channel" ->
          row.put("unit", unit(rule, direct)).put("max", 1).put("period", rule.getString("period"));
      default ->
          throw new IllegalStateException(
              rule.getString("rule") + " is of a kind that the check does not know");
    }
    return row;
  }

  private static String unit(JsonObject rule, @Nullable String direct) {
    String unit = rule.getString("unit");
    return unit.equals("DIRECT_CONTACT") ? "DIRECT_" + direct : unit;
  }

  /** A row a weekday and window: weekday as ISO counts, opens inclusive, closes exclusive. */
  private static JsonArray hours(JsonObject week) {
    JsonArray rows = new JsonArray();
    for (String days : week.fieldNames()) {
      Object windows = week.getValue(days);
      JsonArray all = windows instanceof JsonArray many ? many : new JsonArray().add(windows);
      String[] ends = days.split("-");
      int last = DayOfWeek.valueOf(ends[ends.length - 1]).getValue();
      for (int day = DayOfWeek.valueOf(ends[0]).getValue(); day <= last; day++) {
        for (Object window : all) {
          String[] times = window.toString().split("-");
          rows.add(
              new JsonObject().put("weekday", day).put("opens", times[0]).put("closes", times[1]));
        }
      }
    }
    return rows;
  }

  private static JsonArray weekdays(JsonArray names) {
    JsonArray numbers = new JsonArray();
    names.forEach(name -> numbers.add(DayOfWeek.valueOf(name.toString()).getValue()));
    return numbers;
  }

  /** Letters and digits alone, as the statement folds a debtor's region. */
  private static @Nullable JsonArray folded(@Nullable JsonArray names) {
    if (names == null) {
      return null;
    }
    List<String> folded = new ArrayList<>();
    for (Object name : names) {
      folded.add(
          Normalizer.normalize(name.toString(), Normalizer.Form.NFD)
              .replaceAll("[^A-Za-z0-9]", "")
              .toUpperCase(Locale.ROOT));
    }
    return new JsonArray(folded);
  }
}
