package io.batuta.supervision;

import io.batuta.ledger.FactProof;
import io.batuta.ledger.SealedFact;
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

  /** As file and consents say now; when a debtor agreed or took it back is among the facts. */
  static String authorised(EvidenceFact fact, Sentences sentences) {
    if (fact.debtor().isEmpty()) {
      return "";
    }
    return fact.authorised() == null
        ? sentences.say("evidence.authorisedUnstated")
        : fact.authorised();
  }

  static String rule(EvidenceFact fact, Sentences say) {
    String rule = fact.told().detail().getString("rule");
    if (rule == null) {
      return "";
    }
    return fact.rule() == null
        ? rule
        : rule
            + "\n"
            + say.say("evidence.validFrom", Map.of("validFrom", fact.rule().validFrom().toString()))
            + "\n"
            + fact.rule().source();
  }

  static String seal(EvidenceFact fact, Sentences say) {
    FactProof proof = fact.proof();
    if (proof == null) {
      boolean isOpen = fact.seal().state() == SealedFact.State.NOT_SEALED;
      return fact.sealDay() + "\n" + say.say(isOpen ? "evidence.notSealed" : "evidence.notAmong");
    }
    return fact.sealDay()
        + "\n"
        + say.say("evidence.leaf", Map.of("leaf", Long.toString(proof.proof().index())))
        + (holds(proof) ? "" : "\n" + say.say("evidence.altered"));
  }

  static boolean holds(FactProof proof) {
    return proof
        .proof()
        .shows(proof.content().getBytes(StandardCharsets.UTF_8), proof.seal().root());
  }
}
