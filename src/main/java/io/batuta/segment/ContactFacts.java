package io.batuta.segment;

import static io.batuta.segment.FactType.BOOLEAN;
import static io.batuta.segment.FactType.DATE;
import static io.batuta.segment.FactType.NUMBER;
import static io.batuta.segment.FactType.TEXT;

import java.util.List;

/** What contact has been, what came of it, and how it can be made. */
final class ContactFacts {

  private static final String OPEN_PROMISE =
      "h.promise_made_at IS NOT NULL"
          + " AND (h.promise_closed_at IS NULL OR h.promise_closed_at < h.promise_made_at)";

  static final List<Fact> ALL =
      List.of(
          new Fact(
              "days_since_last_contact",
              NUMBER,
              "days",
              "Days since the last attempt on any channel, in the debtor's days; absent if never contacted.",
              "Días desde el último intento por cualquier canal, en días del deudor; ausente si nunca se le contactó.",
              "days_since_last_contact IS NULL OR days_since_last_contact >= 7",
              daysSince("last_attempt_at")),
          new Fact(
              "last_channel",
              TEXT,
              null,
              "Channel of the last attempt: SMS, EMAIL, WHATSAPP, VOICE, CALL, LETTER, VISIT; absent if none.",
              "Canal del último intento: SMS, EMAIL, WHATSAPP, VOICE, CALL, LETTER, VISIT; ausente si no lo hay.",
              "last_channel = 'SMS'",
              history("h.last_attempt_channel")),
          new Fact(
              "days_since_last_reply",
              NUMBER,
              "days",
              "Days since the debtor last answered on any channel; absent if never.",
              "Días desde la última respuesta del deudor por cualquier canal; ausente si nunca respondió.",
              "days_since_last_reply < 3",
              daysSince("last_two_way_at")),
          new Fact(
              "replied_last_30_days",
              BOOLEAN,
              null,
              "Whether the debtor answered on any channel in the last 30 days, today included.",
              "Si el deudor respondió por algún canal en los últimos 30 días, contando hoy.",
              "NOT replied_last_30_days",
              "COALESCE(" + daysSince("last_two_way_at") + " < 30, false)"),
          new Fact(
              "days_since_last_payment",
              NUMBER,
              "days",
              "Days since the last payment; absent if none is known.",
              "Días desde el último pago; ausente si no se conoce ninguno.",
              "days_since_last_payment > 60",
              daysSince("last_paid_at")),
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
              "COALESCE(" + history(OPEN_PROMISE) + ", false)"),
          new Fact(
              "promise_due_on",
              DATE,
              null,
              "Day of the open promise to pay; absent where none is open.",
              "Día de la promesa de pago vigente; ausente si no hay ninguna.",
              "promise_due_on <= TODAY + 2",
              history("CASE WHEN " + OPEN_PROMISE + " THEN h.promise_due_on END")),
          reachable("phone", "phone", "teléfono"),
          reachable("whatsapp", "WhatsApp number", "número de WhatsApp"),
          reachable("email", "e-mail address", "correo electrónico"),
          reachable("address", "postal address", "dirección postal"),
          optedOut("sms", "SMS"),
          optedOut("whatsapp", "WHATSAPP"),
          optedOut("email", "EMAIL"),
          optedOut("voice", "VOICE"),
          optedOut("call", "CALL"));

  private ContactFacts() {}

  private static String daysSince(String instant) {
    return "(n.today - (" + history("h." + instant) + " AT TIME ZONE d.time_zone)::date)";
  }

  private static String history(String what) {
    return "(SELECT " + what + " FROM contact_history h WHERE h.debtor_id = d.debtor_id)";
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
        known(
            "contact_point p WHERE p.debtor_id = d.debtor_id AND p.kind = '"
                + kind
                + "' AND p.status = 'usable'"));
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
        known(
            "contact_point p WHERE p.debtor_id = d.debtor_id AND "
                + known(
                    "opt_out o WHERE o.creditor_id = p.creditor_id AND o.channel = '"
                        + channel
                        + "' AND o.address_hash = p.address_hash")));
  }

  /** Whether there is such a row. Not EXISTS, which the planner may turn into a join again. */
  private static String known(String row) {
    return "COALESCE((SELECT true FROM " + row + " LIMIT 1), false)";
  }
}
