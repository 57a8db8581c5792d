package io.batuta.segment;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.sf.jsqlparser.expression.BooleanValue;
import net.sf.jsqlparser.expression.DateTimeLiteralExpression;
import net.sf.jsqlparser.expression.DoubleValue;
import net.sf.jsqlparser.expression.Expression;
import net.sf.jsqlparser.expression.LongValue;
import net.sf.jsqlparser.expression.NullValue;
import net.sf.jsqlparser.expression.SignedExpression;
import net.sf.jsqlparser.expression.StringValue;
import net.sf.jsqlparser.expression.operators.arithmetic.Addition;
import net.sf.jsqlparser.expression.operators.arithmetic.Subtraction;
import net.sf.jsqlparser.expression.operators.relational.ParenthesedExpressionList;
import net.sf.jsqlparser.schema.Column;

/** Reads the two sides of a condition: what is asked, and the constant it is held against. */
final class Operands {

  private static final String TODAY = "TODAY";
  private static final int MAX_DAYS_FROM_TODAY = 36_500;
  private static final Pattern DATE =
      Pattern.compile("(?:DATE\\s*)?'([0-9]{4}-[0-9]{2}-[0-9]{2})'", Pattern.CASE_INSENSITIVE);

  private final RuleText text;

  Operands(RuleText text) {
    this.text = text;
  }

  /** Whether a name stands here, known or not. */
  boolean isFact(Expression node) {
    return bare(node) instanceof Column column && !isToday(column);
  }

  /**
   * The fact or attribute named here.
   *
   * @throws RefusedRule if none is; the nearest is proposed
   */
  Subject subject(Expression node) {
    if (!isFact(node)) {
      throw text.refused("a fact belongs here, not '" + shown(node) + "'", node);
    }
    Expression column = bare(node);
    String name = text.written(column);
    if (name.toLowerCase(Locale.ROOT).startsWith(FactCatalogue.ATTRIBUTE)
        && name.lastIndexOf('.') == FactCatalogue.ATTRIBUTE.length() - 1) {
      String attribute = name.substring(FactCatalogue.ATTRIBUTE.length()).toLowerCase(Locale.ROOT);
      return new Subject.Attribute(attribute, FactType.TEXT);
    }
    return FactCatalogue.find(name)
        .<Subject>map(Subject.Known::new)
        .orElseThrow(() -> text.refused(unknown(name), column));
  }

  /**
   * The constant written here, of the type the subject has; an attribute takes number, text and
   * date.
   *
   * @throws RefusedRule if it is another type, or no constant
   */
  Constant constant(Subject subject, Expression node) {
    Expression value = bare(node);
    if (isFact(value)) {
      String name = text.written(value);
      throw text.refused(
          FactCatalogue.find(name).isPresent()
              ? "a fact is compared with a constant, not with another fact: " + name
              : "a constant belongs here; text stands in single quotes: '" + name + "'",
          value);
    }
    if (value instanceof NullValue) {
      throw text.refused("nothing equals NULL; write IS NULL or IS NOT NULL", value);
    }
    Constant literal = literal(value);
    return switch (subject) {
      case Subject.Known known -> fitting(known.fact(), literal, value);
      case Subject.Attribute attribute -> fitting(attribute, literal, value);
    };
  }

  /**
   * One more constant of the type of the first, for BETWEEN and IN.
   *
   * @throws RefusedRule if it is another type: an attribute would let it pass
   */
  Constant constantLike(Constant first, Subject subject, Expression node) {
    Constant constant = constant(subject, node);
    if (constant.type() != first.type()) {
      throw mismatch(subject.name(), first.type(), constant, bare(node));
    }
    return constant;
  }

  /**
   * @throws RefusedRule if it is neither a constant nor {@code TODAY} and days
   */
  void requireConstant(Expression node) {
    literal(bare(node));
  }

  /** An attribute takes the type of the constant it is held against. */
  Subject readAs(Subject subject, Constant constant) {
    return subject instanceof Subject.Attribute attribute
        ? new Subject.Attribute(attribute.column(), constant.type())
        : subject;
  }

  private Constant fitting(Fact fact, Constant literal, Expression value) {
    if (fact.type() == FactType.MONEY && literal instanceof Constant.Number number) {
      return new Constant.Amount(number.value());
    }
    if (fact.type() == FactType.DATE && literal instanceof Constant.Text) {
      return date(value);
    }
    if (fact.type() != literal.type()) {
      throw mismatch(fact.name(), fact.type(), literal, value);
    }
    return literal;
  }

  private Constant fitting(Subject.Attribute attribute, Constant literal, Expression value) {
    if (literal.type() == FactType.BOOLEAN) {
      throw text.refused(
          attribute.name() + " is text, a number or a date, never TRUE or FALSE", value);
    }
    return literal;
  }

  private RefusedRule mismatch(String name, FactType type, Constant literal, Expression value) {
    return text.refused(
        name + " is " + type.words() + "; " + shown(value) + " is " + literal.type().words(),
        value);
  }

  private Constant literal(Expression value) {
    return switch (value) {
      case LongValue number -> new Constant.Number(decimal(number));
      case DoubleValue number -> new Constant.Number(decimal(number));
      case SignedExpression signed -> signed(signed);
      case StringValue string -> new Constant.Text(unquoted(string));
      case BooleanValue truth -> new Constant.Truth(truth.getValue());
      case DateTimeLiteralExpression date -> date(date);
      case Column today -> new Constant.FromToday(0);
      case Addition sum -> fromToday(sum, sum.getLeftExpression(), sum.getRightExpression(), 1);
      case Subtraction difference ->
          fromToday(
              difference, difference.getLeftExpression(), difference.getRightExpression(), -1);
      default -> throw noConstant(value);
    };
  }

  private Constant signed(SignedExpression node) {
    Expression number = node.getExpression();
    if (!(number instanceof LongValue) && !(number instanceof DoubleValue)) {
      throw noConstant(node);
    }
    BigDecimal value = decimal(number);
    return new Constant.Number(node.getSign() == '-' ? value.negate() : value);
  }

  private Constant fromToday(Expression node, Expression left, Expression right, int sign) {
    if (!(left instanceof Column column) || !isToday(column) || !(right instanceof LongValue)) {
      throw text.refused("a rule does not calculate, but for TODAY - 30 and TODAY + 5", node);
    }
    BigDecimal days = decimal(right);
    if (days.compareTo(BigDecimal.valueOf(MAX_DAYS_FROM_TODAY)) > 0) {
      throw text.refused("at most " + MAX_DAYS_FROM_TODAY + " days from TODAY", right);
    }
    return new Constant.FromToday(sign * days.intValueExact());
  }

  private Constant date(Expression value) {
    Matcher written = DATE.matcher(text.written(value));
    if (written.matches()) {
      try {
        return new Constant.Day(LocalDate.parse(written.group(1)));
      } catch (DateTimeParseException e) {
        throw text.refused("there is no such day: " + written.group(1), value);
      }
    }
    throw text.refused("a date is written '2026-01-31' or TODAY - 30, not " + shown(value), value);
  }

  private RefusedRule noConstant(Expression value) {
    return text.refused("a constant belongs here, not '" + shown(value) + "'", value);
  }

  private String unknown(String name) {
    if (name.equalsIgnoreCase("attribute")) {
      return "an attribute has a column: attribute.branch";
    }
    String what =
        FactCatalogue.isPersonal(name)
            ? name + " says who somebody is and is never a fact"
            : "unknown fact " + name;
    return FactCatalogue.nearest(name)
        .map(near -> what + "; did you mean " + near.name() + "?")
        .orElse(what + "; the catalogue of facts lists what a rule may ask");
  }

  private BigDecimal decimal(Expression number) {
    String written = number.toString(); // the parser's own copy: some numbers have no place
    if (!written.matches("[0-9]+([.][0-9]+)?")) {
      throw noConstant(number);
    }
    return new BigDecimal(written);
  }

  private String unquoted(StringValue string) {
    String written = text.written(string);
    if (written.length() < 2 || written.charAt(0) != '\'') {
      throw noConstant(string);
    }
    return written.substring(1, written.length() - 1).replace("''", "'");
  }

  private boolean isToday(Column column) {
    return text.written(column).equalsIgnoreCase(TODAY);
  }

  private String shown(Expression node) {
    String written = text.written(node);
    return written.length() <= 40 ? written : written.substring(0, 37) + "...";
  }

  /** A constant or a fact in parentheses of its own. */
  private static Expression bare(Expression node) {
    Expression inner = node;
    while (inner instanceof ParenthesedExpressionList<?> list && list.size() == 1) {
      inner = list.getFirst();
    }
    return inner;
  }
}
