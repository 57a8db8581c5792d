package io.batuta.supervision;

import io.batuta.ledger.FactProof;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** What a regulator's file says in words, in either form. */
final class EvidenceTexts {

  private EvidenceTexts() {}

  static String about(EvidenceScope scope, Sentences sentences) {
    DebtorView debtor = scope.debtor();
    return sentences.say(
        debtor == null ? "evidence.aboutPeriod" : "evidence.aboutDebtor",
        Map.of(
            "creditor", scope.creditor().name(),
            "debtor", debtor == null ? "" : debtor.line().number(),
            "from",
                scope.from().equals(Evidences.BEGINNING)
                    ? sentences.say("evidence.beginning")
                    : scope.from().toString(),
            "to", scope.to().toString(),
            "zone", scope.zone().getId()));
  }

  /** Masked where the debtor is one; by kind and number in a file about many. */
  static String point(EvidenceScope scope, EvidenceFact fact, Sentences sentences) {
    Long id = fact.told().contactPoint();
    if (id == null) {
      return "";
    }
    String kind =
        fact.pointKind() == null
            ? ""
            : sentences.sayOr("point." + fact.pointKind(), fact.pointKind()) + " ";
    return scope.debtor() == null
        ? kind + "#" + id
        : scope.debtor().contactPoints().stream()
            .filter(point -> point.id() == id)
            .findFirst()
            .map(point -> kind + point.address())
            .orElse(kind + "#" + id);
  }

  static boolean holds(FactProof proof) {
    return proof
        .proof()
        .shows(proof.content().getBytes(StandardCharsets.UTF_8), proof.seal().root());
  }
}
