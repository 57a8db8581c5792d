package io.batuta.web.api;

import io.batuta.portfolio.Money;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Gathers all that is wrong with a body, so that the caller mends it in one go. */
final class Violations {

  private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{N} ._-]{0,99}");

  private final List<Problem.Violation> found = new ArrayList<>();

  void add(String field, String message) {
    found.add(new Problem.Violation(field, message));
  }

  void unless(boolean holds, String field, String message) {
    if (!holds) {
      add(field, message);
    }
  }

  /** A text that must be there; the empty text, and a violation, when it is not. */
  String text(String field, @Nullable String value, int longest) {
    if (value == null || value.isBlank()) {
      add(field, "is needed");
      return "";
    }
    unless(value.length() <= longest, field, "has at most " + longest + " characters");
    unless(value.indexOf('\0') < 0, field, "holds a character that cannot be stored");
    return value;
  }

  /** A name that people give and paths carry. */
  String name(String field, String value) {
    unless(
        NAME.matcher(value).matches(),
        field,
        "has letters, digits, blanks, points, hyphens and underscores, 100 at most");
    return value;
  }

  /** An amount of that currency; null, and a violation, when it is something else. */
  @Nullable Money money(String field, MoneyJson value, Currency currency) {
    try {
      Money money = value.toMoney();
      unless(
          money.currency().equals(currency),
          field + ".currency",
          "must be " + currency.getCurrencyCode());
      return money;
    } catch (Problem problem) {
      List<Problem.Violation> parts = problem.body().violations();
      if (parts != null) {
        parts.forEach(part -> add(field + "." + part.field(), part.message()));
      }
      return null;
    }
  }

  /**
   * @throws Problem 422 with all that was found, if anything was
   */
  void refuse(String title) {
    if (!found.isEmpty()) {
      throw Problem.invalid(title, found);
    }
  }
}
