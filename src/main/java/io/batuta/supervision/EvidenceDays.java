package io.batuta.supervision;

import io.batuta.ledger.SealedFact.State;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The days of a regulator's file beside their seals: what was met of each while the file was
 * written, and what a seal holds that is not there any more. For one reader.
 */
final class EvidenceDays {

  private record Met(long found, boolean isOpen) {}

  private final EvidenceScope scope;
  private final Map<LocalDate, Met> met = new TreeMap<>();

  EvidenceDays(EvidenceScope scope) {
    this.scope = scope;
  }

  void meet(EvidenceFact fact) {
    State state = fact.seal().state();
    Met one = new Met(state == State.AMONG_THE_LEAVES ? 1 : 0, state == State.NOT_SEALED);
    met.merge(
        fact.sealDay(), one, (a, b) -> new Met(a.found() + b.found(), a.isOpen() || b.isOpen()));
  }

  /** All seals of a period; of a debtor those of days that something was told of. */
  List<Evidences.Seal> shown(List<Evidences.Seal> seals) {
    return seals.stream()
        .filter(each -> scope.debtor() == null || met.containsKey(each.seal().day()))
        .toList();
  }

  /** Days without a seal, with what is to be said of each. */
  Map<LocalDate, String> withoutSeal(List<Evidences.Seal> seals, Sentences say) {
    Map<LocalDate, String> without = new TreeMap<>();
    met.forEach(
        (day, facts) ->
            without.put(day, say.say(facts.isOpen() ? "evidence.notSealed" : "evidence.notAmong")));
    seals.forEach(each -> without.remove(each.seal().day()));
    return without;
  }

  /**
   * What a seal counts differently than the ledger does now; empty where they agree, and in a
   * debtor's file, which holds a part of each day.
   */
  String difference(Evidences.Seal seal, Sentences say) {
    Long counted = counted(seal);
    return counted == null || counted.longValue() == seal.seal().facts()
        ? ""
        : say.say(
            "evidence.difference",
            Map.of("sealed", Long.toString(seal.seal().facts()), "found", Long.toString(counted)));
  }

  /**
   * Whole days we met ourselves; of the first and last, parts of which are not in the file, asked.
   */
  private @Nullable Long counted(Evidences.Seal seal) {
    if (scope.debtor() != null) {
      return null;
    }
    LocalDate day = seal.seal().day();
    Met facts = met.getOrDefault(day, new Met(0, false));
    // Sealed while we read it: nothing can be said of it.
    if (facts.isOpen()) {
      return null;
    }
    return scope.holdsWhole(day) ? facts.found() : seal.counted();
  }
}
