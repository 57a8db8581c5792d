package io.batuta.segment;

import io.batuta.segment.Condition.All;
import io.batuta.segment.Condition.Any;
import io.batuta.segment.Condition.Compares;
import io.batuta.segment.Condition.Holds;
import io.batuta.segment.Condition.Matches;
import io.batuta.segment.Condition.Missing;
import io.batuta.segment.Condition.Not;
import io.batuta.segment.Condition.OneOf;
import io.batuta.segment.Condition.Within;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import net.sf.jsqlparser.expression.BinaryExpression;
import net.sf.jsqlparser.expression.Expression;
import net.sf.jsqlparser.expression.NotExpression;
import net.sf.jsqlparser.expression.operators.conditional.AndExpression;
import net.sf.jsqlparser.expression.operators.conditional.OrExpression;
import net.sf.jsqlparser.expression.operators.relational.Between;
import net.sf.jsqlparser.expression.operators.relational.EqualsTo;
import net.sf.jsqlparser.expression.operators.relational.GreaterThan;
import net.sf.jsqlparser.expression.operators.relational.GreaterThanEquals;
import net.sf.jsqlparser.expression.operators.relational.InExpression;
import net.sf.jsqlparser.expression.operators.relational.IsNullExpression;
import net.sf.jsqlparser.expression.operators.relational.LikeExpression;
import net.sf.jsqlparser.expression.operators.relational.MinorThan;
import net.sf.jsqlparser.expression.operators.relational.MinorThanEquals;
import net.sf.jsqlparser.expression.operators.relational.NotEqualsTo;
import net.sf.jsqlparser.expression.operators.relational.ParenthesedExpressionList;
import net.sf.jsqlparser.schema.Column;

/**
 * From the parser's tree to ours, node by node from a list of what is allowed: a node that is not
 * named here is refused, whatever a later parser learns to read.
 */
final class RuleReader {

  private final RuleText text;
  private final Operands operands;
  private final String forParser;

  /**
   * @param forParser the same text as {@link RuleScanner} leaves it
   */
  RuleReader(String text, String forParser) {
    this.text = new RuleText(text);
    this.operands = new Operands(this.text);
    this.forParser = forParser;
  }

  Condition read() {
    return condition(text.parsed(forParser));
  }

  private Condition condition(Expression node) {
    return switch (node) {
      case AndExpression and -> new All(chain(and, AndExpression.class));
      case OrExpression or -> new Any(chain(or, OrExpression.class));
      case NotExpression not -> new Not(condition(not.getExpression()));
      case ParenthesedExpressionList<?> list when list.size() == 1 -> condition(list.getFirst());
      case Column column -> holds(column);
      case EqualsTo e -> compares(e, Comparison.EQUAL);
      case NotEqualsTo e -> compares(e, Comparison.DIFFERENT);
      case MinorThan e -> compares(e, Comparison.LESS);
      case MinorThanEquals e -> compares(e, Comparison.AT_MOST);
      case GreaterThan e -> compares(e, Comparison.GREATER);
      case GreaterThanEquals e -> compares(e, Comparison.AT_LEAST);
      case Between between -> within(between);
      case InExpression in -> oneOf(in);
      case LikeExpression like -> matches(like);
      case IsNullExpression isNull ->
          new Missing(operands.subject(isNull.getLeftExpression()), isNull.isNot());
      default -> throw text.refused("this is no condition: compare a fact with a constant", node);
    };
  }

  /** A chain of ANDs leans to the left, as long as the rule: it is walked, not descended. */
  private <B extends BinaryExpression> List<Condition> chain(B last, Class<B> kind) {
    Deque<Expression> parts = new ArrayDeque<>();
    Expression node = last;
    while (kind.isInstance(node)) {
      B link = kind.cast(node);
      parts.addFirst(link.getRightExpression());
      node = link.getLeftExpression();
    }
    parts.addFirst(node);
    return parts.stream().map(this::condition).toList();
  }

  private Condition holds(Column column) {
    Subject subject = operands.subject(column);
    if (subject.type() != FactType.BOOLEAN) {
      throw text.refused(
          subject.name() + " is " + subject.type().words() + " and says nothing alone; compare it",
          column);
    }
    return new Holds(subject);
  }

  private Condition compares(BinaryExpression node, Comparison how) {
    Expression left = node.getLeftExpression();
    Expression right = node.getRightExpression();
    if (operands.isFact(left)) {
      return comparison(left, how, right);
    }
    if (operands.isFact(right)) {
      return comparison(right, how.flipped(), left);
    }
    operands.requireConstant(left);
    operands.requireConstant(right);
    throw text.refused("no fact is compared here", node);
  }

  private Condition comparison(Expression fact, Comparison how, Expression value) {
    Subject subject = operands.subject(fact);
    Constant constant = operands.constant(subject, value);
    Subject read = operands.readAs(subject, constant);
    if (!how.isEquality()) {
      requireOrder(read, fact, how.sql());
    }
    return new Compares(read, how, constant);
  }

  private Condition within(Between node) {
    Subject subject = operands.subject(node.getLeftExpression());
    Constant low = operands.constant(subject, node.getBetweenExpressionStart());
    Subject read = operands.readAs(subject, low);
    requireOrder(read, node.getLeftExpression(), "BETWEEN");
    if (node.isUsingSymmetric() || node.isUsingAsymmetric()) {
      throw text.refused("BETWEEN takes two constants and nothing else", node);
    }
    Constant high = operands.constantLike(low, read, node.getBetweenExpressionEnd());
    return new Within(read, node.isNot(), low, high);
  }

  private Condition oneOf(InExpression node) {
    Subject subject = operands.subject(node.getLeftExpression());
    if (!(node.getRightExpression() instanceof ParenthesedExpressionList<?> list)
        || list.isEmpty()) {
      throw text.refused("IN takes a list of constants: region IN ('Cauca', 'Meta')", node);
    }
    if (list.size() > Rule.MAX_LIST) {
      throw text.refused(
          "a list has at most 1000 constants; this one has " + list.size(),
          list.get(Rule.MAX_LIST));
    }
    Constant first = operands.constant(subject, list.getFirst());
    List<Constant> constants =
        list.stream().map(item -> operands.constantLike(first, subject, item)).toList();
    return new OneOf(operands.readAs(subject, first), node.isNot(), constants);
  }

  private Condition matches(LikeExpression node) {
    Subject subject = operands.subject(node.getLeftExpression());
    if (node.getLikeKeyWord() != LikeExpression.KeyWord.LIKE
        || node.getEscape() != null
        || node.isUseBinary()) {
      throw text.refused("only LIKE with a text is allowed: city LIKE 'Bogot%'", node);
    }
    Constant pattern = operands.constant(subject, node.getRightExpression());
    Subject read = operands.readAs(subject, pattern);
    if (!(pattern instanceof Constant.Text words)) {
      throw text.refused(
          read.name() + " is " + read.type().words() + "; LIKE is for text",
          node.getLeftExpression());
    }
    if (endsInOpenEscape(words.value())) {
      throw text.refused(
          "a pattern does not end in one backslash; write two for a backslash itself",
          node.getRightExpression());
    }
    return new Matches(read, node.isNot(), words.value());
  }

  private void requireOrder(Subject subject, Expression fact, String operator) {
    if (!subject.type().isOrdered()) {
      throw text.refused(
          subject.name()
              + " is read as "
              + subject.type().words()
              + ", which has no order: "
              + operator
              + " is for numbers, amounts and dates",
          fact);
    }
  }

  private static boolean endsInOpenEscape(String pattern) {
    int backslashes = 0;
    while (backslashes < pattern.length()
        && pattern.charAt(pattern.length() - 1 - backslashes) == '\\') {
      backslashes++;
    }
    return backslashes % 2 == 1;
  }
}
