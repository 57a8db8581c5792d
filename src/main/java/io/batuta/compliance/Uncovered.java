package io.batuta.compliance;

import io.batuta.compliance.Verdict.Refused;
import io.batuta.ledger.Reason;
import io.batuta.portfolio.ChannelClass;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where no law that we hold sets the hours of a channel class, nothing is permitted: silence of the
 * file is not leave.
 *
 * @param covered when hours are set, by channel class; empty for a country without a file
 */
record Uncovered(String id, Map<ChannelClass, List<Validity>> covered) implements Rule {

  /** Asked with the windows, and before them: without law there is no window to wait for. */
  @Override
  public Finality finality() {
    return Finality.WINDOW;
  }

  @Override
  public Optional<Refused> judge(Situation situation, ProposedContact contact) {
    List<Validity> known = covered.getOrDefault(contact.channel().channelClass(), List.of());
    for (Validity validity : known) {
      if (validity.covers(contact.at(), situation.zone())) {
        return Optional.empty();
      }
    }
    LocalDate today = LocalDate.ofInstant(contact.at(), situation.zone());
    Instant notBefore =
        known.stream()
            .map(Validity::from)
            .filter(today::isBefore)
            .min(LocalDate::compareTo)
            .map(first -> first.atStartOfDay(situation.zone()).toInstant())
            .orElse(null);
    return Optional.of(new Refused(Reason.NO_LAW, id, notBefore));
  }
}
