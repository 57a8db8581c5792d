package io.batuta.local;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The summary of a cycle as people read it: Spanish first, English beside, numbers in a column. */
final class SummaryTable {

  private static final int LABEL = 58;
  private static final int NUMBER = 10;

  private static final Map<String, String> REASONS =
      Map.ofEntries(
          Map.entry("OUTSIDE_WINDOW", "fuera de horario / outside hours"),
          Map.entry("CLOSED_DAY", "día no permitido / closed day"),
          Map.entry("FREQUENCY", "frecuencia / frequency"),
          Map.entry("ONE_CHANNEL_A_WEEK", "un canal por semana / one channel a week"),
          Map.entry("CHANNEL_NOT_AUTHORISED", "canal no autorizado / not authorised"),
          Map.entry("OPTED_OUT", "pidió no ser contactado / opted out"),
          Map.entry("PAID", "pagó / paid"),
          Map.entry("OPEN_PROMISE", "promesa vigente / open promise"),
          Map.entry("STATUS", "estado de la cuenta / account status"),
          Map.entry("NOTHING_OWED", "no debe / owes nothing"),
          Map.entry("IN_FLIGHT", "contacto en curso / in flight"),
          Map.entry("NO_CONTACT_POINT", "sin dato de contacto / no contact point"),
          Map.entry("NO_TEMPLATE", "sin plantilla / no template"),
          Map.entry("NO_ROUTE", "sin proveedor / no provider"),
          Map.entry("BUDGET_SPENT", "presupuesto agotado / budget spent"),
          Map.entry("HOLDOUT", "grupo de control / hold-out"),
          Map.entry("CONDITION", "condición no cumplida / condition"));

  private final List<String> lines = new ArrayList<>();

  static List<String> of(JsonObject summary) {
    SummaryTable table = new SummaryTable();
    table.portfolio(summary);
    table.day(summary);
    table.creditors(summary.getJsonObject("creditors", new JsonObject()));
    table.laws(summary.getJsonObject("creditors", new JsonObject()));
    table.promises(summary);
    return List.copyOf(table.lines);
  }

  private void portfolio(JsonObject summary) {
    title("Ciclo del " + summary.getString("date") + " / cycle");
    row("Deudores / debtors", summary, "debtors");
    row("Cuentas / accounts", summary, "accounts");
    row("En campañas / in campaigns", summary, "members");
    row("Contactos planeados / planned", summary, "planned");
    JsonObject withheld = summary.getJsonObject("withheld", new JsonObject());
    row("No contactados / withheld", sum(withheld));
    byCount(withheld)
        .forEach(
            reason ->
                row(
                    "  · " + REASONS.getOrDefault(reason, reason.toLowerCase(Locale.ROOT)),
                    withheld.getLong(reason)));
  }

  private void day(JsonObject summary) {
    title("El día / the day");
    JsonObject sent = summary.getJsonObject("sent", new JsonObject());
    row("Enviados / sent", sum(sent));
    byCount(sent).forEach(channel -> row("  · " + channel, sent.getLong(channel)));
    row("Entregados / delivered", summary, "delivered");
    row("Fallidos / failed", summary, "failed");
    row("Sin respuesta del proveedor / uncertain", summary, "uncertain");
    row("Respuestas / replies", summary, "replied");
    JsonObject intents = summary.getJsonObject("intents", new JsonObject());
    byCount(intents).forEach(intent -> row("  · " + intent, intents.getLong(intent)));
    row("Promesas de pago / promises", summary, "promises");
    row("Bajas / opted out", summary, "optedOut");
    row("Pagos / payments", summary, "paid");
    row("Cancelados a tiempo / cancelled in time", summary, "cancelled");
    row("Hechos en el libro / facts in the ledger", summary, "ledgerFacts");
  }

  /** A line each, where there are several. */
  private void creditors(JsonObject all) {
    if (all.size() < 2) {
      return;
    }
    title("Por acreedor / by creditor");
    for (String code : all.fieldNames()) {
      JsonObject one = all.getJsonObject(code);
      lines.add(
          String.format(
              Locale.ROOT,
              "  %s %s · %,d cuentas / accounts · %,d enviados / sent · %,d pagos / payments · %d bajas / opted out",
              one.getJsonObject("law", new JsonObject()).getString("country", "  "),
              one.getString("name", code),
              one.getLong("accounts", 0L),
              sum(one.getJsonObject("sent", new JsonObject())),
              one.getLong("paid", 0L),
              one.getLong("optedOut", 0L)));
    }
  }

  /** Every rule that was checked: of how many contacts, and how many had left against it. */
  private void laws(JsonObject all) {
    title("Contra la ley, contado aparte / against the law, counted apart");
    for (String code : all.fieldNames()) {
      JsonObject law = all.getJsonObject(code).getJsonObject("law", new JsonObject());
      JsonArray rules = law.getJsonArray("rules", new JsonArray());
      for (int i = 0; i < rules.size(); i++) {
        JsonObject rule = rules.getJsonObject(i);
        String label =
            String.format(
                Locale.ROOT,
                "%s %s (%,d%s)",
                law.getString("country"),
                rule.getString("rule"),
                rule.getLong("checked"),
                beside(rule));
        row(label + (rule.getLong("outside") == 0 ? " ✓" : " ✗"), rule.getLong("outside"));
      }
      notCounted(law);
    }
  }

  /** Of how many a limit had something earlier to be held against. */
  private static String beside(JsonObject rule) {
    return rule.containsKey("beside")
        ? String.format(Locale.ROOT, "; %,d con previos / with earlier", rule.getLong("beside"))
        : "";
  }

  private void notCounted(JsonObject law) {
    JsonArray rules = law.getJsonArray("notCounted", new JsonArray());
    if (!rules.isEmpty()) {
      lines.add("  " + law.getString("country") + " no contado / not counted:");
      rules.forEach(rule -> lines.add("    " + rule));
    }
  }

  private void promises(JsonObject summary) {
    title("Debe ser cero / must be zero");
    kept("Contactos duplicados / duplicate contacts", summary, "duplicateContacts");
    kept("Fuera de la ley / outside the law: hours, limits", summary, "contactsOutsideWindow");
    kept("Después de una baja o pago / after a stop", summary, "contactsAfterStop");
    JsonObject seconds = summary.getJsonObject("secondsBy", new JsonObject());
    lines.add("");
    lines.add(
        String.format(
            Locale.ROOT,
            "  Cartera %.1f s · noche %.1f s · día %.1f s (import, night, day)",
            seconds.getDouble("import", 0.0),
            seconds.getDouble("night", 0.0),
            seconds.getDouble("day", 0.0)));
  }

  private void title(String text) {
    lines.add("");
    lines.add("  " + text);
    lines.add("  " + "─".repeat(LABEL + NUMBER));
  }

  private void kept(String label, JsonObject summary, String name) {
    row(label + (summary.getLong(name, 0L) == 0 ? " ✓" : " ✗"), summary, name);
  }

  private void row(String label, JsonObject summary, String name) {
    row(label, summary.getLong(name, 0L));
  }

  private void row(String label, long number) {
    lines.add(String.format(Locale.ROOT, "  %-" + LABEL + "s%," + NUMBER + "d", label, number));
  }

  private static long sum(JsonObject counts) {
    return counts.fieldNames().stream().mapToLong(counts::getLong).sum();
  }

  /** The greatest first; those of one size by name. */
  private static List<String> byCount(JsonObject counts) {
    return counts.fieldNames().stream()
        .sorted(
            Comparator.<String>comparingLong(counts::getLong)
                .reversed()
                .thenComparing(Comparator.naturalOrder()))
        .toList();
  }
}
