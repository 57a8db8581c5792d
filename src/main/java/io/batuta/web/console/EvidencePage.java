package io.batuta.web.console;

import io.batuta.portfolio.Creditor;
import io.batuta.portfolio.CreditorStore;
import io.batuta.supervision.EvidencePdf;
import io.batuta.supervision.EvidenceScope;
import io.batuta.supervision.Evidences;
import io.batuta.supervision.Why;
import io.batuta.web.api.EvidenceFiles;
import io.batuta.web.api.Problem;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestMulti;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** The regulator's file for a debtor or a period: counts on screen, the files to take away. */
@Path("/evidence")
public class EvidencePage {

  @CheckedTemplate
  static class Templates {
    static native TemplateInstance evidence(
        String language,
        Map<String, String> texts,
        List<Creditor> creditors,
        String creditor,
        Asked asked,
        Found found,
        PageParts parts);
  }

  /** What stands in the form. */
  public record Asked(String debtor, String from, String to) {
    boolean isEmpty() {
      return debtor.isEmpty() && from.isEmpty() && to.isEmpty();
    }

    /** As an address asks it, but for the language. */
    public String query(String creditor) {
      return "?creditor="
          + encoded(creditor)
          + "&debtor="
          + encoded(debtor)
          + "&from="
          + encoded(from)
          + "&to="
          + encoded(to);
    }
  }

  /** A count in words. */
  public record Line(String what, String facts) {}

  /**
   * What there is of it.
   *
   * @param trouble why there is nothing; empty when there is
   * @param links what the files are asked for with; empty without
   * @param fitsPdf whether it is short enough to print
   */
  public record Found(
      String trouble, String facts, List<Line> lines, String links, boolean fitsPdf) {
    static Found nothing(String trouble) {
      return new Found(trouble, "", List.of(), "", false);
    }
  }

  private final ConsoleDoor door;
  private final CreditorStore creditors;
  private final Evidences evidences;
  private final EvidenceFiles files;

  EvidencePage(
      ConsoleDoor door, CreditorStore creditors, Evidences evidences, EvidenceFiles files) {
    this.door = door;
    this.creditors = creditors;
    this.evidences = evidences;
    this.files = files;
  }

  @GET
  @Produces(MediaType.TEXT_HTML)
  @Operation(hidden = true)
  public Uni<RestResponse<TemplateInstance>> page(
      @RestQuery @Nullable String creditor,
      @RestQuery @Nullable String debtor,
      @RestQuery @Nullable String from,
      @RestQuery @Nullable String to,
      @RestQuery @Nullable String lang,
      @HeaderParam(HttpHeaders.ACCEPT_LANGUAGE) @Nullable String accepted) {
    door.admitToEvidence();
    PageTexts texts = PageTexts.of(lang, accepted);
    PageParts parts = PageParts.fresh();
    Asked asked = new Asked(text(debtor), text(from), text(to));
    return visible()
        .chain(
            all -> {
              Optional<Creditor> chosen = chosen(all, creditor);
              String code = chosen.map(Creditor::code).orElse("");
              return found(chosen, asked, texts)
                  .map(
                      found ->
                          Templates.evidence(
                              texts.language(), texts.all(), all, code, asked, found, parts));
            })
        .map(
            page ->
                RestResponse.ResponseBuilder.ok(page)
                    .header("Content-Security-Policy", parts.policyWithForm())
                    .header("X-Content-Type-Options", "nosniff")
                    .header("Referrer-Policy", "same-origin")
                    .header("Cache-Control", "no-store")
                    .build());
  }

  @GET
  @Path("file.csv")
  @Produces(EvidenceFiles.CSV)
  @Operation(hidden = true)
  public RestMulti<byte[]> csv(
      @RestQuery @Nullable String creditor,
      @RestQuery @Nullable String debtor,
      @RestQuery @Nullable String from,
      @RestQuery @Nullable String to,
      @RestQuery @Nullable String lang) {
    return files.csv(scope(creditor, debtor, from, to), lang == null ? "es" : lang);
  }

  @GET
  @Path("file.pdf")
  @Produces(EvidenceFiles.PDF)
  @Operation(hidden = true)
  public RestMulti<byte[]> pdf(
      @RestQuery @Nullable String creditor,
      @RestQuery @Nullable String debtor,
      @RestQuery @Nullable String from,
      @RestQuery @Nullable String to,
      @RestQuery @Nullable String lang) {
    return files.pdf(scope(creditor, debtor, from, to), lang == null ? "es" : lang);
  }

  private Uni<EvidenceScope> scope(
      @Nullable String creditor,
      @Nullable String debtor,
      @Nullable String from,
      @Nullable String to) {
    door.admitToEvidence();
    return visible()
        .map(all -> chosen(all, creditor).orElseThrow(() -> Problem.notFound("no such creditor")))
        .chain(found -> files.scope(found, debtor, from, to));
  }

  private Uni<Found> found(Optional<Creditor> creditor, Asked asked, PageTexts texts) {
    if (creditor.isEmpty() || asked.isEmpty()) {
      return Uni.createFrom().item(Found.nothing(""));
    }
    return Uni.createFrom()
        .deferred(() -> files.scope(creditor.get(), asked.debtor(), asked.from(), asked.to()))
        .chain(scope -> evidences.count(scope))
        .map(counts -> found(creditor.get(), asked, counts, texts))
        .onFailure(Evidences.TooLong.class)
        .recoverWithItem(
            () ->
                new Found(
                    "",
                    texts.all().getOrDefault("tooManyFacts", ""),
                    List.of(),
                    links(creditor.get(), asked, texts),
                    false))
        .onFailure(Problem.class)
        .recoverWithItem(e -> Found.nothing(trouble(e, texts)));
  }

  private static Found found(
      Creditor creditor, Asked asked, List<Evidences.Count> counts, PageTexts texts) {
    long facts = counts.stream().mapToLong(Evidences.Count::facts).sum();
    return new Found(
        "",
        number(facts, texts) + " " + texts.all().getOrDefault("factsFound", ""),
        counts.stream()
            .map(
                each ->
                    new Line(
                        Why.counted(each.kind(), each.reason(), texts.language()),
                        number(each.facts(), texts)))
            .toList(),
        links(creditor, asked, texts),
        facts <= EvidencePdf.MOST_FACTS);
  }

  /** What the files, and the page in the other language, are asked for with. */
  private static String links(Creditor creditor, Asked asked, PageTexts texts) {
    return asked.query(creditor.code()) + "&lang=" + texts.language();
  }

  private static String trouble(Throwable e, PageTexts texts) {
    int status = e instanceof Problem problem ? problem.body().status() : 500;
    return texts.all().getOrDefault(status == 404 ? "noSuchDebtor" : "badPeriod", "");
  }

  private static String number(long facts, PageTexts texts) {
    return String.format(Locale.forLanguageTag(texts.language()), "%,d", facts);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private static String text(@Nullable String given) {
    return given == null ? "" : given.strip();
  }

  /** The creditors that this reader may look at. */
  private Uni<List<Creditor>> visible() {
    return creditors.all().map(all -> all.stream().filter(door::shows).toList());
  }

  private static Optional<Creditor> chosen(List<Creditor> all, @Nullable String code) {
    return all.stream().filter(one -> code == null || one.code().equals(code)).findFirst();
  }
}
