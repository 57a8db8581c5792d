package io.batuta.segment;

import org.jspecify.annotations.Nullable;

/**
 * One thing a rule may ask about a debtor.
 *
 * @param name as a rule writes it, lower case
 * @param unit of a number; null where there is none to say
 * @param meaning in English, with what it is when absent
 * @param significado the same in Spanish
 * @param example a rule that uses it
 * @param sql what it is in the statements of this package, over {@code d} (debtor), {@code c}
 *     (creditor) and {@code n.today} (the business day); an amount in minor units
 */
public record Fact(
    String name,
    FactType type,
    @Nullable String unit,
    String meaning,
    String significado,
    String example,
    String sql) {}
