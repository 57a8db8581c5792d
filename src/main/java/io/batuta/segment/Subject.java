package io.batuta.segment;

/** What a condition is about. */
public sealed interface Subject {

  /** As a rule writes it. */
  String name();

  FactType type();

  /** A fact of the catalogue. */
  record Known(Fact fact) implements Subject {
    @Override
    public String name() {
      return fact.name();
    }

    @Override
    public FactType type() {
      return fact.type();
    }
  }

  /**
   * A column of the creditor's own file. It has no type of its own: what it is compared with says
   * how it is read, and a value that does not read so is absent.
   *
   * @param column lower case
   */
  record Attribute(String column, FactType type) implements Subject {
    @Override
    public String name() {
      return FactCatalogue.ATTRIBUTE + column;
    }
  }
}
