package io.batuta.message;

import io.batuta.portfolio.Creditor;
import io.batuta.portfolio.Money;
import java.math.BigDecimal;
import java.time.LocalDate;

/** Somebody made up, for whom a template is shown or tried: no value is anybody's. */
public final class SampleDebtor {

  private static final int DAYS_PAST_DUE = 45;

  private SampleDebtor() {}

  public static MessageValues of(Creditor creditor, String language, LocalDate today) {
    return new MessageValues(
        "Ana María Gómez",
        creditor.name(),
        Money.of(new BigDecimal("1250000"), creditor.currency()),
        DAYS_PAST_DUE,
        today.minusDays(DAYS_PAST_DUE),
        language,
        creditor.country());
  }
}
