package io.batuta.portfolio;

import java.time.Duration;

/** A file of this creditor is becoming the portfolio: to be tried again, in a minute or so. */
public final class PortfolioBusy extends RuntimeException {

  /** A file of a million rows is merged in a minute or two. */
  public static final Duration COME_AGAIN_AFTER = Duration.ofSeconds(30);

  private static final long serialVersionUID = 1L;

  PortfolioBusy(Throwable cause) {
    super("a file of this creditor is becoming the portfolio", cause);
  }
}
