package io.batuta.campaign;

import io.batuta.portfolio.Creditor;
import io.batuta.postgres.Tx;
import io.smallrye.mutiny.Uni;
import java.time.LocalDate;
import java.util.List;

/** Finds and freezes the members of a night: each debtor in the campaign of greatest priority. */
@FunctionalInterface
interface Cut {

  /** A campaign that is in force, and the rule of its segment. */
  record Part(long campaign, String rule, int priority) {}

  /** Writes the members of {@code night} within the caller's transaction; answers how many. */
  Uni<Long> cut(Tx tx, Creditor creditor, LocalDate night, List<Part> parts);
}
