package io.batuta.strategy;

import io.batuta.portfolio.CreditorId;
import io.batuta.portfolio.DebtorId;

/**
 * The permanent random hold-out: debtors who are never contacted, so that what contact brings can
 * be measured. Who belongs depends on creditor and debtor alone, so the same people are held out in
 * every campaign and night, and raising the percentage only adds to them.
 *
 * @param holdoutPercent 0 to 100
 */
public record Experiment(int holdoutPercent) {

  public Experiment {
    if (holdoutPercent < 0 || holdoutPercent > 100) {
      throw new IllegalArgumentException("a percentage, not " + holdoutPercent);
    }
  }

  public boolean holdsOut(CreditorId creditor, DebtorId debtor) {
    return StableHash.of(StableHash.HOLDOUT, creditor, debtor, 100) < holdoutPercent;
  }
}
