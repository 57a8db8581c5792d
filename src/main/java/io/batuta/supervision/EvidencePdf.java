package io.batuta.supervision;

import io.batuta.document.Pdf;
import io.batuta.ledger.DaySeal;
import io.batuta.ledger.FactProof;
import io.batuta.ledger.MerkleTree;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A regulator's file to print or to file: the same as the CSV, for no more facts than a person
 * reads.
 */
@ApplicationScoped
public class EvidencePdf {

  /** A file of more facts is CSV: this many are some 150 pages. */
  public static final int MOST_FACTS = 1_000;

  private static final double[] LAW = {0.34, 0.12, 0.12, 0.42};
  private static final double[] STANDING = {0.2, 0.2, 0.2, 0.1, 0.3};
  private static final double[] FACTS = {0.06, 0.17, 0.27, 0.2, 0.2, 0.1};
  private static final double[] SEALS = {0.1, 0.1, 0.5, 0.3};
  private static final double[] PROOFS = {0.08, 0.22, 0.7};
  private static final double SMALL = 7;
  private static final double SMALLEST = 5.5;

  private final Evidences evidences;

  EvidencePdf(Evidences evidences) {
    this.evidences = evidences;
  }

  /** More facts than a PDF takes. */
  public static final class TooLong extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TooLong() {
      super("a PDF holds " + MOST_FACTS + " facts at most");
    }
  }

  private record Gathered(
      List<EvidenceFact> facts, List<Evidences.Standing> stood, List<Evidences.Seal> seals) {}

  /**
   * The whole document; fails with {@link TooLong}.
   *
   * @param language {@code en…} for English, everything else for Spanish
   */
  public Uni<byte[]> write(EvidenceScope scope, String language) {
    return facts(scope)
        .chain(
            facts ->
                Uni.combine()
                    .all()
                    .unis(evidences.standing(scope), evidences.seals(scope))
                    .with((stood, seals) -> new Gathered(facts, stood, seals)))
        .map(all -> written(scope, all, language));
  }

  private Uni<List<EvidenceFact>> facts(EvidenceScope scope) {
    EvidenceWalk walk = evidences.walk(scope);
    return Multi.createBy()
        .repeating()
        .uni(walk::next)
        .whilst(page -> !page.isEmpty())
        .collect()
        .in(ArrayList<EvidenceFact>::new, EvidencePdf::add)
        .map(List::copyOf);
  }

  private static void add(List<EvidenceFact> all, List<EvidenceFact> page) {
    all.addAll(page);
    if (all.size() > MOST_FACTS) {
      throw new TooLong();
    }
  }

  private byte[] written(EvidenceScope scope, Gathered all, String language) {
    Sentences say = Sentences.of(language);
    String about = EvidenceTexts.about(scope, say);
    Pdf pdf =
        new Pdf(
            about,
            say.say("evidence.footer", Map.of("name", scope.name())),
            say == Sentences.EN ? "en" : "es");
    pdf.heading(say.say("evidence.title"), 18);
    pdf.paragraph(about, 11);
    pdf.paragraph(
        say.say(
            "evidence.made",
            Map.of(
                "at", EvidenceCsv.local(scope.asOf(), scope.zone()),
                "facts", Integer.toString(all.facts().size()))),
        9);
    counts(pdf, all, language);
    standing(pdf, scope, all, say);
    tellFacts(pdf, scope, all, language);
    law(pdf, scope, say);
    seals(pdf, scope, all, say);
    proofs(pdf, all, say);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      pdf.writeTo(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static void counts(Pdf pdf, Gathered all, String language) {
    Map<String, Long> byKind =
        all.facts().stream()
            .collect(
                Collectors.groupingBy(
                    fact ->
                        Why.counted(
                            fact.told().kind(),
                            Objects.requireNonNullElse(fact.told().reason(), ""),
                            language),
                    TreeMap::new,
                    Collectors.counting()));
    pdf.paragraph(
        byKind.entrySet().stream()
            .map(each -> each.getKey() + ": " + each.getValue())
            .collect(Collectors.joining("  ·  ")),
        9);
  }

  private static void standing(Pdf pdf, EvidenceScope scope, Gathered all, Sentences say) {
    pdf.heading(say.say("evidence.standing"), 12);
    if (all.stood().isEmpty()) {
      pdf.paragraph(say.say("evidence.nothing"), 9);
      return;
    }
    pdf.table(STANDING, columns(say, "what", "from", "until", "channel", "detail"), SMALL);
    for (Evidences.Standing each : all.stood()) {
      pdf.row(
          List.of(
              each.words(say),
              each.since() == null ? "" : EvidenceCsv.local(each.since(), scope.zone()),
              each.until() == null ? "" : EvidenceCsv.local(each.until(), scope.zone()),
              each.channel() == null ? "" : say.sayOr("channel." + each.channel(), each.channel()),
              plain(each.detail().getMap())));
    }
  }

  private static void tellFacts(Pdf pdf, EvidenceScope scope, Gathered all, String language) {
    Sentences say = Sentences.of(language);
    pdf.heading(say.say("evidence.facts"), 12);
    pdf.table(FACTS, columns(say, "fact", "when", "says", "how", "rule", "seal"), SMALL);
    for (EvidenceFact fact : all.facts()) {
      TimelineFact told = fact.told();
      String who = scope.debtor() == null ? "\n" + fact.debtor() : "";
      pdf.row(
          List.of(
              told.id() + who,
              EvidenceCsv.local(told.at(), fact.zone())
                  + " "
                  + fact.zone().getId()
                  + "\n"
                  + told.at()
                  + "\n"
                  + say.say("evidence.recorded", Map.of("at", fact.recordedAt().toString())),
              Why.of(told, language),
              how(scope, fact, say),
              EvidenceTexts.rule(fact, say),
              EvidenceTexts.seal(fact, say)));
    }
  }

  private static String how(EvidenceScope scope, EvidenceFact fact, Sentences say) {
    TimelineFact told = fact.told();
    List<String> parts = new ArrayList<>();
    String point = EvidenceTexts.point(scope, fact, say);
    if (fact.provider() != null) {
      parts.add(say.say("evidence.provider", Map.of("provider", fact.provider())));
    }
    if (told.campaign() != null) {
      parts.add(
          say.say(
              "evidence.campaign",
              Map.of(
                  "campaign",
                  told.campaign(),
                  "step",
                  fact.step() == null ? "" : " / " + (fact.step() + 1))));
    }
    if (!point.isEmpty()) {
      parts.add(point);
    }
    if (scope.debtor() == null) {
      parts.add(
          say.say("evidence.authorised", Map.of("channels", EvidenceTexts.authorised(fact, say))));
    }
    return String.join("\n", parts);
  }

  private void law(Pdf pdf, EvidenceScope scope, Sentences say) {
    pdf.heading(say.say("evidence.law"), 12);
    pdf.paragraph(say.say("evidence.lawNote"), 9);
    pdf.table(LAW, columns(say, "rule", "validFrom", "certainty", "source"), SMALL);
    evidences
        .law(scope)
        .forEach(
            rule ->
                pdf.row(
                    List.of(
                        rule.rule(),
                        rule.validFrom().toString(),
                        say.sayOr("certainty." + rule.certainty(), rule.certainty()),
                        rule.source().toString())));
  }

  private static void seals(Pdf pdf, EvidenceScope scope, Gathered all, Sentences say) {
    EvidenceDays days = new EvidenceDays(scope);
    all.facts().forEach(days::meet);
    pdf.heading(say.say("evidence.seals"), 12);
    pdf.paragraph(say.say("evidence.verify"), 9);
    pdf.table(SEALS, columns(say, "day", "leaves", "root", "place"), SMALL);
    for (Evidences.Seal each : days.shown(all.seals())) {
      DaySeal seal = each.seal();
      String difference = days.difference(each, say);
      pdf.row(
          List.of(
              seal.day().toString(),
              Long.toString(seal.facts() + 1),
              DaySeal.hex(seal.root()) + (difference.isEmpty() ? "" : "\n" + difference),
              seal.sealedAt().atOffset(ZoneOffset.UTC)
                  + (each.place() == null ? "" : "\n" + each.place())));
    }
    days.withoutSeal(all.seals(), say)
        .forEach((day, why) -> pdf.row(List.of(day.toString(), "", why, "")));
  }

  private static void proofs(Pdf pdf, Gathered all, Sentences say) {
    pdf.heading(say.say("evidence.proofs"), 12);
    pdf.paragraph(say.say("evidence.proofsNote"), 9);
    pdf.table(PROOFS, columns(say, "fact", "leafOfDay", "path"), SMALLEST);
    for (EvidenceFact fact : all.facts()) {
      FactProof proof = fact.proof();
      if (proof != null) {
        pdf.row(
            List.of(
                Long.toString(fact.told().id()),
                proof.proof().index() + " / " + proof.proof().leaves() + "\n" + fact.sealDay(),
                fact.leaf()
                    + "\n"
                    + say.say(
                        "evidence.leafHash",
                        Map.of("hash", DaySeal.hex(MerkleTree.leaf(fact.leaf()))))
                    + "\n"
                    + proof.proof().path().stream()
                        .map(DaySeal::hex)
                        .collect(Collectors.joining(" "))));
      }
    }
  }

  private static List<String> columns(Sentences say, String... names) {
    return List.of(names).stream().map(name -> say.say("evidence.column." + name)).toList();
  }

  private static String plain(Map<String, Object> detail) {
    return detail.entrySet().stream()
        .map(each -> each.getKey() + ": " + each.getValue())
        .collect(Collectors.joining("\n"));
  }
}
