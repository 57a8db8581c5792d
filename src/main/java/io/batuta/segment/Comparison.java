package io.batuta.segment;

/** How a fact may stand to a constant. */
public enum Comparison {
  EQUAL("="),
  DIFFERENT("<>"),
  LESS("<"),
  AT_MOST("<="),
  GREATER(">"),
  AT_LEAST(">=");

  private final String sql;

  Comparison(String sql) {
    this.sql = sql;
  }

  /** As Postgres writes it. */
  String sql() {
    return sql;
  }

  boolean isEquality() {
    return this == EQUAL || this == DIFFERENT;
  }

  /** The same with the sides exchanged: {@code 5 < age} is {@code age > 5}. */
  Comparison flipped() {
    return switch (this) {
      case EQUAL, DIFFERENT -> this;
      case LESS -> GREATER;
      case AT_MOST -> AT_LEAST;
      case GREATER -> LESS;
      case AT_LEAST -> AT_MOST;
    };
  }
}
