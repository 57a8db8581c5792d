package io.batuta.portfolio;

import java.time.ZoneId;
import java.util.Currency;
import org.jspecify.annotations.Nullable;

/**
 * A lender whose portfolio is worked.
 *
 * @param code what the API calls it: lower case letters, digits and hyphens
 * @param country ISO 3166 alpha-2, whose contact law holds
 * @param region of that country, where it has law of its own
 * @param timeZone of the business date
 * @param supervisor whose reading of the law holds ({@code SFC}); null: the strictest
 * @param fictional only the sandbox may carry its contacts
 */
public record Creditor(
    CreditorId id,
    String code,
    String name,
    String country,
    @Nullable String region,
    Currency currency,
    ZoneId timeZone,
    @Nullable String supervisor,
    boolean fictional) {}
