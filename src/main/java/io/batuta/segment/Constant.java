package io.batuta.segment;

import java.math.BigDecimal;
import java.time.LocalDate;

/** A value that a rule writes down. */
public sealed interface Constant {

  FactType type();

  record Number(BigDecimal value) implements Constant {
    @Override
    public FactType type() {
      return FactType.NUMBER;
    }
  }

  /** In units of the creditor's currency, exact. */
  record Amount(BigDecimal units) implements Constant {
    @Override
    public FactType type() {
      return FactType.MONEY;
    }
  }

  record Text(String value) implements Constant {
    @Override
    public FactType type() {
      return FactType.TEXT;
    }
  }

  record Day(LocalDate value) implements Constant {
    @Override
    public FactType type() {
      return FactType.DATE;
    }
  }

  /** {@code TODAY + days}, by the business day of the night or the preview. */
  record FromToday(int days) implements Constant {
    @Override
    public FactType type() {
      return FactType.DATE;
    }
  }

  record Truth(boolean value) implements Constant {
    @Override
    public FactType type() {
      return FactType.BOOLEAN;
    }
  }
}
