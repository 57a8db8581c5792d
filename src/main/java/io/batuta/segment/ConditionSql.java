package io.batuta.segment;

import io.batuta.portfolio.Creditor;
import io.batuta.segment.Condition.All;
import io.batuta.segment.Condition.Any;
import io.batuta.segment.Condition.Compares;
import io.batuta.segment.Condition.Holds;
import io.batuta.segment.Condition.Matches;
import io.batuta.segment.Condition.Missing;
import io.batuta.segment.Condition.Not;
import io.batuta.segment.Condition.OneOf;
import io.batuta.segment.Condition.Within;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Collectors;

/**
 * Writes a condition as Postgres reads it. Nothing of a rule's text gets into the statement: names
 * come from the catalogue, and every constant and every attribute's column is bound.
 *
 * <p>A comparison with an absent fact is null, which AND, OR and WHERE take for false as long as
 * nothing turns it round; the one thing that does is NOT, and it is written IS NOT TRUE. So a rule
 * has two values and no comparison needs a COALESCE.
 */
final class ConditionSql {

  private static final String NUMBER = "'^[+-]?[0-9]{1,100}([.][0-9]{1,100})?$'";
  private static final String DATE = "'^[0-9]{4}-[0-9]{2}-[0-9]{2}$'";

  private final Creditor creditor;
  private final LocalDate today;
  private final Bindings bindings;

  /**
   * @param today the business day that TODAY means
   */
  ConditionSql(Creditor creditor, LocalDate today, Bindings bindings) {
    this.creditor = creditor;
    this.today = today;
    this.bindings = bindings;
  }

  String of(Condition condition) {
    return switch (condition) {
      case All all -> joined(all.parts(), " AND ");
      case Any any -> joined(any.parts(), " OR ");
      case Not not -> "((" + of(not.part()) + ") IS NOT TRUE)";
      case Compares c -> subject(c.subject()) + " " + c.how().sql() + " " + constant(c.constant());
      case Within w ->
          subject(w.subject())
              + not(w.negated())
              + " BETWEEN "
              + constant(w.low())
              + " AND "
              + constant(w.high());
      case OneOf o ->
          subject(o.subject())
              + (o.negated() ? " <> ALL (" : " = ANY (")
              + list(o.constants())
              + ")";
      case Matches m ->
          subject(m.subject()) + not(m.negated()) + " LIKE " + bindings.bind(m.pattern(), "text");
      case Missing m -> subject(m.subject()) + " IS" + not(m.negated()) + " NULL";
      case Holds h -> subject(h.subject());
    };
  }

  private String joined(List<Condition> parts, String by) {
    return parts.stream().map(this::of).collect(Collectors.joining(by, "(", ")"));
  }

  private static String not(boolean negated) {
    return negated ? " NOT" : "";
  }

  private String subject(Subject subject) {
    return switch (subject) {
      case Subject.Known known -> known.fact().sql();
      case Subject.Attribute attribute -> attribute(attribute);
    };
  }

  /** A value that does not read as what it is compared with is absent; no cast can fail. */
  private String attribute(Subject.Attribute attribute) {
    String value = "(d.attributes ->> " + bindings.bind(attribute.column(), "text") + ")";
    return switch (attribute.type()) {
      case NUMBER -> "(CASE WHEN " + value + " ~ " + NUMBER + " THEN " + value + "::numeric END)";
      case DATE ->
          "(CASE WHEN "
              + value
              + " ~ "
              + DATE
              + " AND pg_input_is_valid("
              + value
              + ", 'date')"
              + " THEN "
              + value
              + "::date END)";
      case TEXT, MONEY, BOOLEAN -> value;
    };
  }

  /** A list is one argument, whatever its length. */
  private String list(List<Constant> constants) {
    return switch (constants.getFirst().type()) {
      case NUMBER, MONEY ->
          bindings.bind(array(constants, BigDecimal.class, BigDecimal[]::new), "numeric[]");
      case TEXT -> bindings.bind(array(constants, String.class, String[]::new), "text[]");
      case DATE -> bindings.bind(array(constants, LocalDate.class, LocalDate[]::new), "date[]");
      case BOOLEAN -> bindings.bind(array(constants, Boolean.class, Boolean[]::new), "boolean[]");
    };
  }

  private <T> T[] array(List<Constant> constants, Class<T> kind, IntFunction<T[]> array) {
    return constants.stream().map(this::value).map(kind::cast).toArray(array);
  }

  private String constant(Constant constant) {
    return switch (value(constant)) {
      case BigDecimal number -> number(number);
      case String text -> bindings.bind(text, "text");
      case LocalDate day -> bindings.bind(day, "date");
      case Boolean truth -> bindings.bind(truth, "boolean");
      default -> throw new IllegalStateException("no type for " + constant);
    };
  }

  private Object value(Constant constant) {
    return switch (constant) {
      case Constant.Number number -> number.value();
      case Constant.Amount amount ->
          amount.units().movePointRight(creditor.currency().getDefaultFractionDigits());
      case Constant.Text text -> text.value();
      case Constant.Day day -> day.value();
      case Constant.FromToday relative -> today.plusDays(relative.days());
      case Constant.Truth truth -> truth.value();
    };
  }

  /** Whole numbers as such: comparing a million rows with a numeric costs twice as much. */
  private String number(BigDecimal value) {
    try {
      return bindings.bind(value.longValueExact(), "int8");
    } catch (ArithmeticException e) { // a fraction, or larger than any column
      return bindings.bind(value, "numeric");
    }
  }
}
