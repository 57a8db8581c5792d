package io.batuta.segment;

/** What kind of value a fact has, and so what it may be compared with. */
public enum FactType {
  /** Whole or decimal: {@code 30}, {@code 12.5}. */
  NUMBER("a number"),
  /** An amount, written in units of the creditor's currency: {@code 150000.50}. */
  MONEY("an amount of money"),
  /** In single quotes; capitals and accents count. */
  TEXT("text"),
  /** {@code DATE '2026-01-31'}, {@code '2026-01-31'}, {@code TODAY - 30}. */
  DATE("a date"),
  /** Stands alone, or beside {@code TRUE} and {@code FALSE}. */
  BOOLEAN("true or false");

  private final String words;

  FactType(String words) {
    this.words = words;
  }

  /** For messages: {@code a number}. */
  public String words() {
    return words;
  }

  /** Whether it can be less or greater than another. */
  boolean isOrdered() {
    return this == NUMBER || this == MONEY || this == DATE;
  }
}
