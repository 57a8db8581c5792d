package io.batuta.web.webhook;

import io.batuta.portfolio.Creditor;
import io.smallrye.mutiny.Uni;
import org.jspecify.annotations.Nullable;

/** What becomes of a proven body with payments: the payments verb, seen from its webhook. */
@FunctionalInterface
public interface SignedPayments {

  /**
   * What came of it.
   *
   * @param fault why the body cannot be read, and nothing was recorded; null when it was read
   * @param report as the REST resource answers it
   */
  record Outcome(@Nullable String fault, Object report) {}

  /** Records the payments of a body in the form of the REST resource. Harmless twice. */
  Uni<Outcome> record(Creditor creditor, byte[] body);
}
