package io.batuta.supervision;

import io.batuta.compliance.CitedRule;
import io.batuta.ledger.FactProof;
import io.batuta.ledger.SealedFact;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/**
 * A fact as a regulator reads it.
 *
 * @param told the fact itself; words that were said are not in it
 * @param debtor by number
 * @param zone where the debtor is
 * @param provider who carried it; null for what never left, and once the plan was tidied away
 * @param step rung of the ladder, from 0; null as provider
 * @param pointKind of the contact point; null where there is none
 * @param rule of law that the fact names, as it stood that day; null where it names none
 * @param authorised channels, as file and consents say now; null where nobody does
 * @param seal how it stands to the seal of its day
 */
public record EvidenceFact(
    TimelineFact told,
    String debtor,
    ZoneId zone,
    Instant recordedAt,
    @Nullable String provider,
    @Nullable Integer step,
    @Nullable String pointKind,
    @Nullable CitedRule rule,
    @Nullable String authorised,
    String leaf,
    SealedFact seal) {

  @Nullable FactProof proof() {
    return seal.proof();
  }

  /** Of the seal. */
  LocalDate sealDay() {
    return recordedAt.atOffset(ZoneOffset.UTC).toLocalDate();
  }
}
