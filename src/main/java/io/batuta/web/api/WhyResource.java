package io.batuta.web.api;

import io.batuta.portfolio.Channel;
import io.batuta.supervision.Contactability;
import io.batuta.supervision.MayContact;
import io.batuta.supervision.Why;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.HttpHeaders;
import java.net.URI;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** May we contact this debtor now, by which channel, and if not, why and from when. */
@Path("/api/v1/creditors/{creditor}/debtors/{number}/why")
@Tag(name = "Debtors")
@RolesAllowed({Role.ADMINISTRATOR, Role.SUPERVISOR, Role.AGENT, Role.COMPLIANCE})
public class WhyResource {

  /**
   * The answer.
   *
   * @param allowed by at least one channel, and nothing else is on its way
   * @param inFlight the channel of the contact that is on its way
   */
  @Schema(name = "MayContact")
  public record MayContactJson(
      Instant at, boolean allowed, @Nullable Channel inFlight, List<WayJson> channels) {}

  /**
   * One channel.
   *
   * @param until end of the legal window that is open
   * @param reason a code, and {@code says} in words
   * @param rule by its id in the law file or house rules
   * @param from the first instant at which every rule would allow it, as things stand
   */
  @Schema(name = "MayContactBy")
  public record WayJson(
      Channel channel,
      boolean allowed,
      @Nullable Instant until,
      @Nullable String reason,
      @Nullable String says,
      @Nullable String rule,
      @Nullable URI source,
      @Nullable Instant from) {

    static WayJson of(MayContact.Way way, String language) {
      MayContact.Refusal refusal = way.refusal();
      return refusal == null
          ? new WayJson(way.channel(), true, way.until(), null, null, null, null, null)
          : new WayJson(
              way.channel(),
              false,
              null,
              refusal.reason().name(),
              Why.reason(refusal.reason().name(), language),
              refusal.rule(),
              refusal.source(),
              refusal.from());
    }
  }

  private final CreditorDoor door;
  private final Contactability contactability;
  private final Clock clock;

  WhyResource(CreditorDoor door, Contactability contactability, Clock clock) {
    this.door = door;
    this.contactability = contactability;
    this.clock = clock;
  }

  @GET
  @Operation(
      summary = "May we contact this debtor, by which channel, and if not, why and from when",
      description =
          "By the rules that plan and send, as things stand. Without at: now. In Spanish or, by"
              + " Accept-Language, in English.")
  public Uni<MayContactJson> why(
      String creditor,
      String number,
      @RestQuery @Nullable String at,
      @HeaderParam(HttpHeaders.ACCEPT_LANGUAGE) @Nullable String language) {
    Instant now = clock.instant();
    Instant asked = at == null ? now : instant(at, now);
    return door.open(creditor, found -> contactability.ask(found, number, asked))
        .map(found -> Names.found(found, "debtor", number))
        .map(answer -> json(answer, language == null ? "es" : language));
  }

  private static MayContactJson json(MayContact answer, String language) {
    return new MayContactJson(
        answer.at(),
        answer.allowed(),
        answer.inFlight(),
        answer.ways().stream().map(way -> WayJson.of(way, language)).toList());
  }

  private static Instant instant(String at, Instant now) {
    try {
      Instant asked = Instant.parse(at);
      if (!asked.isBefore(now)) {
        return asked;
      }
    } catch (DateTimeException e) {
      // Said below.
    }
    throw Problem.invalid(
        "This cannot be asked",
        List.of(
            new Problem.Violation(
                "at", "must be an instant such as 2026-11-24T15:00:00Z, now or later")));
  }
}
