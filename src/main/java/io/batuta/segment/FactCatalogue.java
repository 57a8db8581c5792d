package io.batuta.segment;

import static io.batuta.segment.FactType.BOOLEAN;
import static io.batuta.segment.FactType.DATE;
import static io.batuta.segment.FactType.MONEY;
import static io.batuta.segment.FactType.NUMBER;
import static io.batuta.segment.FactType.TEXT;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Every fact a rule may use. {@code GET /facts}, {@code docs/facts.md} and the rules themselves
 * read it here. Names, documents and contact points of people are not facts and never become any.
 *
 * <p>A fact over another table is a sub-select by key: Postgres judges the cheap parts of a rule
 * first and runs it only for debtors that these leave over.
 */
public final class FactCatalogue {

  /** The prefix of what the creditor's own columns are called: {@code attribute.branch}. */
  public static final String ATTRIBUTE = "attribute.";

  private static final String OPEN_PROMISE =
      "(h.promise_made_at IS NOT NULL"
          + " AND (h.promise_closed_at IS NULL OR h.promise_closed_at < h.promise_made_at))";

  private static final String PRINCIPAL =
      "(SELECT sum(x.principal_minor) FROM account x"
          + " WHERE x.debtor_id = d.debtor_id AND x.status = 'active' AND x.currency = c.currency)";

  private static final List<Fact> FACTS =
      List.of(
          new Fact(
              "days_past_due",
              NUMBER,
              "days",
              "Days since the oldest unpaid due date over active accounts; 0 on the day itself, negative before it.",
              "Días desde el vencimiento impago más antiguo de las cuentas activas; 0 el mismo día, negativo antes.",
              "days_past_due BETWEEN 1 AND 30",
              "(n.today - d.due_date)"),
          new Fact(
              "due_date",
              DATE,
              null,
              "The oldest unpaid due date over active accounts.",
              "El vencimiento impago más antiguo de las cuentas activas.",
              "due_date BETWEEN TODAY AND TODAY + 5",
              "d.due_date"),
          new Fact(
              "balance",
              MONEY,
              "currency units",
              "What active accounts owe together, in the creditor's currency.",
              "Lo que deben en total las cuentas activas, en la moneda del acreedor.",
              "balance >= 150000.50",
              "d.balance_minor"),
          new Fact(
              "principal",
              MONEY,
              "currency units",
              "Principal of all active accounts in the creditor's currency; absent where the file gave none.",
              "Capital de todas las cuentas activas en la moneda del acreedor; ausente si el archivo no lo trae.",
              "principal > 5000000",
              PRINCIPAL),
          new Fact(
              "utilisation",
              NUMBER,
              "percent",
              "Balance as a percentage of principal, two decimals; absent without a principal.",
              "Saldo como porcentaje del capital, con dos decimales; ausente si no hay capital.",
              "utilisation > 90",
              "round(d.balance_minor * 100.0 / NULLIF(" + PRINCIPAL + ", 0), 2)"),
          new Fact(
              "accounts",
              NUMBER,
              "accounts",
              "How many active accounts the debtor has.",
              "Cuántas cuentas activas tiene el deudor.",
              "accounts > 1",
              "(SELECT count(*) FROM account x WHERE x.debtor_id = d.debtor_id AND x.status = 'active')"),
          new Fact(
              "product",
              TEXT,
              null,
              "Product of the account that is longest past due.",
              "Producto de la cuenta con más días de mora.",
              "product IN ('credit_card', 'personal_loan')",
              "w.product"),
          new Fact(
              "status",
              TEXT,
              null,
              "Standing with the creditor. Only active debtors are ever cut, so any other value matches nobody.",
              "Situación ante el acreedor. Solo se cortan deudores activos: otro valor no encuentra a nadie.",
              "status = 'active'",
              "d.status"),
          new Fact(
              "age",
              NUMBER,
              "years",
              "Age as the portfolio says it; absent where unknown.",
              "Edad según la cartera; ausente si no se conoce.",
              "age BETWEEN 25 AND 40",
              "d.age"),
          new Fact(
              "sex",
              TEXT,
              null,
              "F, M or X; absent where unknown.",
              "F, M o X; ausente si no se conoce.",
              "sex = 'F'",
              "d.sex"),
          new Fact(
              "region",
              TEXT,
              null,
              "Region, department or state of residence, as the portfolio writes it.",
              "Departamento, región o estado de residencia, como lo escribe la cartera.",
              "region IN ('Antioquia', 'Valle del Cauca')",
              "d.region"),
          new Fact(
              "city",
              TEXT,
              null,
              "City of residence, as the portfolio writes it.",
              "Ciudad de residencia, como la escribe la cartera.",
              "city LIKE 'Bogot%'",
              "d.city"),
          new Fact(
              "language",
              TEXT,
              null,
              "Language the debtor is addressed in, as a two-letter code.",
              "Idioma en que se le habla al deudor, código de dos letras.",
              "language <> 'es'",
              "d.language"),
          new Fact(
              "time_zone",
              TEXT,
              null,
              "Time zone of the debtor.",
              "Zona horaria del deudor.",
              "time_zone = 'America/Bogota'",
              "d.time_zone"),
          new Fact(
              "income_band",
              TEXT,
              null,
              "Income band, as the portfolio writes it.",
              "Rango de ingresos, como lo escribe la cartera.",
              "income_band IS NOT NULL",
              "d.income_band"),
          new Fact(
              "days_since_last_contact",
              NUMBER,
              "days",
              "Days since the last attempt on any channel, in the debtor's days; absent if never contacted.",
              "Días desde el último intento por cualquier canal, en días del deudor; ausente si nunca se le contactó.",
              "days_since_last_contact IS NULL OR days_since_last_contact >= 7",
              daysSince("h.last_attempt_at")),
          new Fact(
              "last_channel",
              TEXT,
              null,
              "Channel of the last attempt: SMS, EMAIL, WHATSAPP, VOICE, CALL, LETTER, VISIT; absent if none.",
              "Canal del último intento: SMS, EMAIL, WHATSAPP, VOICE, CALL, LETTER, VISIT; ausente si no lo hay.",
              "last_channel = 'SMS'",
              "h.last_attempt_channel"),
          new Fact(
              "days_since_last_reply",
              NUMBER,
              "days",
              "Days since the debtor last answered on any channel; absent if never.",
              "Días desde la última respuesta del deudor por cualquier canal; ausente si nunca respondió.",
              "days_since_last_reply < 3",
              daysSince("h.last_two_way_at")),
          new Fact(
              "replied_last_30_days",
              BOOLEAN,
              null,
              "Whether the debtor answered on any channel in the last 30 days, today included.",
              "Si el deudor respondió por algún canal en los últimos 30 días, contando hoy.",
              "NOT replied_last_30_days",
              "COALESCE(" + daysSince("h.last_two_way_at") + " < 30, false)"),
          new Fact(
              "days_since_last_payment",
              NUMBER,
              "days",
              "Days since the last payment; absent if none is known.",
              "Días desde el último pago; ausente si no se conoce ninguno.",
              "days_since_last_payment > 60",
              daysSince("h.last_paid_at")),
          new Fact(
              "attempts_last_7_days",
              NUMBER,
              "attempts",
              "Contact attempts over all channels in the last 7 days, today included; 0 if none.",
              "Intentos de contacto por todos los canales en los últimos 7 días, contando hoy; 0 si no hubo.",
              "attempts_last_7_days = 0",
              attempts(7)),
          new Fact(
              "attempts_last_30_days",
              NUMBER,
              "attempts",
              "Contact attempts over all channels in the last 30 days, today included; 0 if none.",
              "Intentos de contacto por todos los canales en los últimos 30 días, contando hoy; 0 si no hubo.",
              "attempts_last_30_days <= 8",
              attempts(30)),
          new Fact(
              "has_open_promise",
              BOOLEAN,
              null,
              "Whether a promise to pay stands, neither kept nor broken.",
              "Si hay una promesa de pago vigente, ni cumplida ni incumplida.",
              "NOT has_open_promise",
              "COALESCE(" + OPEN_PROMISE + ", false)"),
          new Fact(
              "promise_due_on",
              DATE,
              null,
              "Day of the open promise to pay; absent where none is open.",
              "Día de la promesa de pago vigente; ausente si no hay ninguna.",
              "promise_due_on <= TODAY + 2",
              "(CASE WHEN " + OPEN_PROMISE + " THEN h.promise_due_on END)"),
          reachable("phone", "phone", "teléfono"),
          reachable("whatsapp", "WhatsApp number", "número de WhatsApp"),
          reachable("email", "e-mail address", "correo electrónico"),
          reachable("address", "postal address", "dirección postal"),
          optedOut("sms", "SMS"),
          optedOut("whatsapp", "WHATSAPP"),
          optedOut("email", "EMAIL"),
          optedOut("voice", "VOICE"),
          optedOut("call", "CALL"));

  private static final Map<String, Fact> BY_NAME =
      FACTS.stream().collect(Collectors.toUnmodifiableMap(Fact::name, Function.identity()));

  private static final Set<String> PERSONAL =
      Set.of("name", "document", "birth_date", "phone", "whatsapp", "email", "address", "number");

  private static final Fact ANY_ATTRIBUTE =
      new Fact(
          ATTRIBUTE + "<column>",
          TEXT,
          null,
          "Any other column of the portfolio file, by its name in lower case. Text; beside a number or a DATE it is"
              + " read as one, and a value that does not read so is absent.",
          "Cualquier otra columna del archivo de cartera, por su nombre en minúsculas. Texto; junto a un número o una"
              + " DATE se lee como tal, y un valor que no se lee así está ausente.",
          "attribute.branch = 'Centro' AND attribute.score >= 600",
          "d.attributes");

  private FactCatalogue() {}

  /** All of them, in the order they are documented. */
  public static List<Fact> all() {
    return FACTS;
  }

  /** How the creditor's own columns are documented: they are as many as its file has. */
  public static Fact anyAttribute() {
    return ANY_ATTRIBUTE;
  }

  /** The fact of that name, in capitals or not. */
  public static Optional<Fact> find(String name) {
    return Optional.ofNullable(BY_NAME.get(name.toLowerCase(Locale.ROOT)));
  }

  /** The fact whose name is closest, if one is close enough that a slip of the pen explains it. */
  static Optional<Fact> nearest(String name) {
    String wanted = name.toLowerCase(Locale.ROOT);
    int bound = Math.max(2, wanted.length() / 3);
    return FACTS.stream()
        .filter(fact -> EditDistance.between(wanted, fact.name()) <= bound)
        .min(Comparator.comparingInt(fact -> EditDistance.between(wanted, fact.name())));
  }

  /** Whether the word names who somebody is, which no rule may ask. */
  static boolean isPersonal(String name) {
    return PERSONAL.contains(name.toLowerCase(Locale.ROOT));
  }

  private static String daysSince(String instant) {
    return "(n.today - (" + instant + " AT TIME ZONE d.time_zone)::date)";
  }

  private static String attempts(int days) {
    return "(SELECT COALESCE(sum(y.attempts), 0) FROM contact_day y WHERE y.debtor_id = d.debtor_id"
        + " AND y.day > n.today - "
        + days
        + " AND y.day <= n.today)";
  }

  private static Fact reachable(String kind, String english, String spanish) {
    return new Fact(
        "has_" + kind,
        BOOLEAN,
        null,
        "Whether a usable " + english + " is known: neither dead nor somebody else's.",
        "Si se conoce " + spanish + " utilizable: que funciona y es de la persona.",
        "has_" + kind,
        "EXISTS (SELECT FROM contact_point p WHERE p.debtor_id = d.debtor_id AND p.kind = '"
            + kind
            + "' AND p.status = 'usable')");
  }

  private static Fact optedOut(String name, String channel) {
    return new Fact(
        "opted_out_" + name,
        BOOLEAN,
        null,
        "Whether an address of the debtor is silenced for "
            + channel
            + ", by the debtor or by somebody who shares it.",
        "Si una dirección del deudor pidió no recibir "
            + channel
            + ", por él o por quien la comparte.",
        "NOT opted_out_" + name,
        "EXISTS (SELECT FROM contact_point p JOIN opt_out o ON o.creditor_id = p.creditor_id"
            + " AND o.address_hash = p.address_hash AND o.channel = '"
            + channel
            + "' WHERE p.debtor_id = d.debtor_id)");
  }
}
