package io.batuta.message;

import io.batuta.portfolio.Money;
import java.time.LocalDate;

/**
 * What a message may say of one debtor. Nothing else is within a template's reach.
 *
 * @param name full name; {@code Gómez, Ana} is understood as {@code Ana Gómez}
 * @param creditor its name as people know it
 * @param daysPastDue of the worst account; negative: not yet due
 * @param language ISO 639-1, the template's: months and decimals are written in it
 * @param timeZoneCountry ISO 3166 alpha-2, where the debtor is: how amounts are written there
 */
public record MessageValues(
    String name,
    String creditor,
    Money balance,
    int daysPastDue,
    LocalDate dueDate,
    String language,
    String timeZoneCountry) {}
