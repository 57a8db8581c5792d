package io.batuta.segment;

import net.sf.jsqlparser.expression.BinaryExpression;
import net.sf.jsqlparser.expression.Expression;
import net.sf.jsqlparser.parser.ASTNodeAccess;
import net.sf.jsqlparser.parser.CCJSqlParser;
import net.sf.jsqlparser.parser.Node;
import net.sf.jsqlparser.parser.ParseException;
import net.sf.jsqlparser.parser.Token;
import org.jspecify.annotations.Nullable;

/**
 * The text of a rule, and where in it each node of the parser's tree was written.
 *
 * @param whole as it was written
 */
record RuleText(String whole) {

  /** From inclusive, to exclusive. */
  private record Place(int from, int to) {}

  /**
   * The parser's tree of the whole text. The parser is called on this thread: its usual door,
   * {@code CCJSqlParserUtil}, starts a thread per rule to be able to give up, and what would make
   * it slow does not come this far.
   *
   * @throws RefusedRule at the first word that does not fit
   */
  Expression parsed(String forParser) {
    try {
      CCJSqlParser parser = new CCJSqlParser(forParser).withAllowComplexParsing(false);
      Expression tree = parser.Expression();
      Token rest = parser.getNextToken();
      if (rest.kind != 0) {
        throw unexpected(rest);
      }
      return tree;
    } catch (ParseException e) {
      throw unexpected(e.currentToken == null ? null : e.currentToken.next);
    } catch (RefusedRule e) {
      throw e;
    } catch (RuntimeException e) { // its lexer, and its own slips on odd input
      throw new RefusedRule("this is no condition", 0, whole.length());
    }
  }

  /** A refusal that points at the node; at the whole rule when the parser does not say where. */
  RefusedRule refused(String message, Expression node) {
    Place place = place(node);
    return place == null
        ? new RefusedRule(message, 0, whole.length())
        : new RefusedRule(message, place.from(), place.to() - place.from());
  }

  /** The node as it was written; empty when the parser does not say where. */
  String written(Expression node) {
    Place place = place(node);
    return place == null ? "" : whole.substring(place.from(), place.to());
  }

  /** The parser leaves some nodes without a place; their parts have one. */
  private static @Nullable Place place(Expression node) {
    Node own = node instanceof ASTNodeAccess access ? access.getASTNode() : null;
    if (own != null && own.jjtGetFirstToken() != null && own.jjtGetLastToken() != null) {
      return new Place(
          own.jjtGetFirstToken().absoluteBegin - 1, own.jjtGetLastToken().absoluteEnd - 1);
    }
    if (node instanceof BinaryExpression pair) {
      Place left = place(pair.getLeftExpression());
      Place right = place(pair.getRightExpression());
      return left == null || right == null ? left : new Place(left.from(), right.to());
    }
    return null;
  }

  private RefusedRule unexpected(@Nullable Token token) {
    if (token == null || token.kind == 0 || token.absoluteBegin < 1) {
      return new RefusedRule("the rule ends too early", whole.length(), 0);
    }
    int from = token.absoluteBegin - 1;
    String word = whole.substring(from, token.absoluteEnd - 1);
    return new RefusedRule("'" + word + "' does not fit here", from, word.length());
  }
}
