package io.batuta.supervision;

import io.batuta.compliance.CitedRule;
import io.batuta.ledger.DaySeal;
import io.batuta.ledger.FactProof;
import io.batuta.ledger.InclusionProof;
import io.batuta.ledger.SealedFact;
import io.smallrye.mutiny.Multi;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A regulator's file as rows of one table: what it is about, the law, what stood beside the facts,
 * every fact, the seals. The first column tells which.
 */
@ApplicationScoped
public class EvidenceCsv {

  static final List<String> COLUMNS =
      List.of(
          "what",
          "fact",
          "debtor",
          "local_time",
          "zone",
          "utc_time",
          "recorded_utc",
          "kind",
          "says",
          "channel",
          "provider",
          "campaign",
          "step",
          "contact_point",
          "contact",
          "reason",
          "rule",
          "rule_source",
          "rule_valid_from",
          "amount",
          "currency",
          "due_on",
          "until",
          "detail",
          "seal_day",
          "leaf",
          "leaves",
          "root",
          "proof",
          "proof_holds",
          "leaf_text",
          "authorised");

  private static final DateTimeFormatter LOCAL =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ssxxx");

  private final Evidences evidences;

  EvidenceCsv(Evidences evidences) {
    this.evidences = evidences;
  }

  /**
   * The rows in batches, a page of facts each, read as they are asked for.
   *
   * @param language {@code en…} for English, everything else for Spanish
   */
  public Multi<List<List<String>>> rows(EvidenceScope scope, String language) {
    Sentences sentences = Sentences.of(language);
    EvidenceWalk walk = evidences.walk(scope);
    EvidenceDays days = new EvidenceDays(scope);
    Multi<List<List<String>>> beginning =
        evidences.standing(scope).map(stood -> beginning(scope, stood, sentences)).toMulti();
    Multi<List<List<String>>> facts =
        Multi.createBy()
            .repeating()
            .uni(walk::next)
            .whilst(page -> !page.isEmpty())
            .filter(page -> !page.isEmpty())
            .map(page -> facts(scope, page, days, language));
    Multi<List<List<String>>> seals =
        Multi.createFrom()
            .deferred(
                () -> evidences.seals(scope).map(all -> seals(all, days, sentences)).toMulti());
    return Multi.createBy().concatenating().streams(beginning, facts, seals);
  }

  private List<List<String>> beginning(
      EvidenceScope scope, List<Evidences.Standing> stood, Sentences sentences) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(COLUMNS);
    rows.add(
        row(
            Map.of(
                "what", "about",
                "debtor", scope.debtor() == null ? "" : scope.debtor().line().number(),
                "utc_time", utc(scope.asOf()),
                "zone", scope.zone().getId(),
                "says", EvidenceTexts.about(scope, sentences),
                "detail", sentences.say("evidence.verify"))));
    evidences.law(scope).forEach(rule -> rows.add(law(rule, sentences)));
    stood.forEach(each -> rows.add(standing(scope, each, sentences)));
    return rows;
  }

  private static List<String> law(CitedRule rule, Sentences sentences) {
    return row(
        Map.of(
            "what", "law",
            "rule", rule.rule(),
            "rule_source", rule.source().toString(),
            "rule_valid_from", rule.validFrom().toString(),
            "until", rule.validTo() == null ? "" : rule.validTo().toString(),
            "says", sentences.sayOr("certainty." + rule.certainty(), rule.certainty())));
  }

  private static List<String> standing(
      EvidenceScope scope, Evidences.Standing stood, Sentences sentences) {
    return row(
        Map.of(
            "what", stood.what(),
            "debtor", scope.debtor() == null ? "" : scope.debtor().line().number(),
            "local_time", stood.since() == null ? "" : local(stood.since(), scope.zone()),
            "zone", scope.zone().getId(),
            "utc_time", stood.since() == null ? "" : utc(stood.since()),
            "until", stood.until() == null ? "" : utc(stood.until()),
            "channel", stood.channel() == null ? "" : stood.channel(),
            "says", stood.words(sentences),
            "detail", stood.detail().encode()));
  }

  private static List<List<String>> facts(
      EvidenceScope scope, List<EvidenceFact> page, EvidenceDays days, String language) {
    List<List<String>> rows = new ArrayList<>();
    for (EvidenceFact fact : page) {
      days.meet(fact);
      rows.add(fact(scope, fact, language));
    }
    return rows;
  }

  private static List<String> fact(EvidenceScope scope, EvidenceFact fact, String language) {
    TimelineFact told = fact.told();
    Map<String, String> row = new HashMap<>();
    row.put("what", "fact");
    row.put("fact", Long.toString(told.id()));
    row.put("debtor", fact.debtor());
    row.put("local_time", local(told.at(), fact.zone()));
    row.put("zone", fact.zone().getId());
    row.put("utc_time", utc(told.at()));
    row.put("recorded_utc", utc(fact.recordedAt()));
    row.put("kind", told.kind());
    row.put("says", Why.of(told, language));
    row.put("channel", text(told.channel()));
    row.put("provider", text(fact.provider()));
    row.put("campaign", text(told.campaign()));
    row.put("step", text(fact.step()));
    row.put("contact_point", EvidenceTexts.point(scope, fact, Sentences.of(language)));
    row.put("contact", text(told.contact()));
    row.put("reason", text(told.reason()));
    row.put("rule", text(told.detail().getString("rule")));
    if (fact.rule() != null) {
      row.put("rule_source", fact.rule().source().toString());
      row.put("rule_valid_from", fact.rule().validFrom().toString());
    }
    if (told.amount() != null) {
      row.put("amount", told.amount().amount().toPlainString());
      row.put("currency", told.amount().currency().getCurrencyCode());
    }
    row.put("due_on", text(told.dueOn()));
    row.put("detail", told.detail().isEmpty() ? "" : told.detail().encode());
    row.put("leaf_text", fact.leaf());
    row.put("authorised", EvidenceTexts.authorised(fact, Sentences.of(language)));
    sealed(fact, row, Sentences.of(language));
    return row(row);
  }

  private static void sealed(EvidenceFact fact, Map<String, String> row, Sentences sentences) {
    row.put("seal_day", fact.sealDay().toString());
    FactProof proof = fact.proof();
    if (proof == null) {
      boolean isOpen = fact.seal().state() == SealedFact.State.NOT_SEALED;
      row.put("proof", sentences.say(isOpen ? "evidence.notSealed" : "evidence.notAmong"));
      row.put("proof_holds", isOpen ? "" : "false");
      return;
    }
    InclusionProof inclusion = proof.proof();
    row.put("leaf", Long.toString(inclusion.index()));
    row.put("leaves", Long.toString(inclusion.leaves()));
    row.put("root", DaySeal.hex(proof.seal().root()));
    row.put("proof", inclusion.path().stream().map(DaySeal::hex).collect(Collectors.joining(" ")));
    row.put("proof_holds", Boolean.toString(EvidenceTexts.holds(proof)));
  }

  private static List<List<String>> seals(
      List<Evidences.Seal> seals, EvidenceDays days, Sentences sentences) {
    List<List<String>> rows = new ArrayList<>();
    days.shown(seals).forEach(each -> rows.add(seal(each, days, sentences)));
    days.withoutSeal(seals, sentences)
        .forEach(
            (day, why) ->
                rows.add(row(Map.of("what", "seal", "seal_day", day.toString(), "says", why))));
    return rows;
  }

  private static List<String> seal(Evidences.Seal each, EvidenceDays days, Sentences sentences) {
    DaySeal seal = each.seal();
    return row(
        Map.of(
            "what", "seal",
            "seal_day", seal.day().toString(),
            "leaves", Long.toString(seal.facts() + 1),
            "root", DaySeal.hex(seal.root()),
            "leaf_text", DaySeal.head(seal.creditor(), seal.day(), seal.previous()),
            "utc_time", utc(seal.sealedAt()),
            "says", days.difference(each, sentences),
            "detail", each.place() == null ? "" : each.place()));
  }

  private static List<String> row(Map<String, String> cells) {
    return COLUMNS.stream().map(column -> cells.getOrDefault(column, "")).toList();
  }

  private static String text(@Nullable Object value) {
    return value == null ? "" : value.toString();
  }

  static String local(Instant at, ZoneId zone) {
    return LOCAL.format(at.truncatedTo(ChronoUnit.SECONDS).atZone(zone));
  }

  private static String utc(Instant at) {
    return at.toString();
  }
}
