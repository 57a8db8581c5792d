package io.batuta.segment;

import static io.batuta.segment.FactType.DATE;
import static io.batuta.segment.FactType.MONEY;
import static io.batuta.segment.FactType.NUMBER;
import static io.batuta.segment.FactType.TEXT;

import java.util.List;

/** What the portfolio says of a debtor. */
final class PortfolioFacts {

  private static final String PRINCIPAL =
      "(SELECT sum(x.principal_minor) FROM account x"
          + " WHERE x.debtor_id = d.debtor_id AND x.status = 'active' AND x.currency = c.currency)";

  static final List<Fact> ALL =
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
              "(SELECT w.product FROM account w WHERE w.account_id = d.worst_account_id)"),
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
              "d.income_band"));

  private PortfolioFacts() {}
}
