package io.batuta.segment;

import java.util.List;

/** What a rule asks, free of the parser that read it and of the database that answers. */
public sealed interface Condition {

  /** True when each part is. */
  record All(List<Condition> parts) implements Condition {
    public All {
      parts = List.copyOf(parts);
    }
  }

  /** True when one part is. */
  record Any(List<Condition> parts) implements Condition {
    public Any {
      parts = List.copyOf(parts);
    }
  }

  /** True when the part is not, absent facts or no. */
  record Not(Condition part) implements Condition {}

  /** A fact beside a constant. */
  record Compares(Subject subject, Comparison how, Constant constant) implements Condition {}

  /** Both ends belong to it. */
  record Within(Subject subject, boolean negated, Constant low, Constant high)
      implements Condition {}

  /** One of a list, of one type. */
  record OneOf(Subject subject, boolean negated, List<Constant> constants) implements Condition {
    public OneOf {
      constants = List.copyOf(constants);
    }
  }

  /** {@code %} for any letters, {@code _} for one, a backslash before either means itself. */
  record Matches(Subject subject, boolean negated, String pattern) implements Condition {}

  /** The fact is absent; negated: it is known. */
  record Missing(Subject subject, boolean negated) implements Condition {}

  /** A true-or-false fact by itself. */
  record Holds(Subject subject) implements Condition {}
}
