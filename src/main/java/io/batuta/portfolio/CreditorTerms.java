package io.batuta.portfolio;

import java.time.ZoneId;
import java.util.Currency;
import org.jspecify.annotations.Nullable;

/** What the installation says about a creditor; the parts as in {@link Creditor}. */
public record CreditorTerms(
    String name,
    String country,
    @Nullable String region,
    Currency currency,
    ZoneId timeZone,
    @Nullable String supervisor,
    boolean fictional) {}
