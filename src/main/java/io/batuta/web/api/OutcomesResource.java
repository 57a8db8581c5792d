package io.batuta.web.api;

import io.batuta.ledger.ContactId;
import io.batuta.portfolio.Channel;
import io.batuta.portfolio.ContactPointId;
import io.batuta.portfolio.Creditor;
import io.batuta.portfolio.Money;
import io.batuta.supervision.AgentOutcome;
import io.batuta.supervision.AgentResult;
import io.batuta.supervision.OutcomeAnswer;
import io.batuta.supervision.Outcomes;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** What an agent did with a debtor. */
@Path("/api/v1/creditors/{creditor}/debtors/{number}/outcomes")
@Tag(name = "Debtors")
@RolesAllowed({Role.AGENT, Role.SUPERVISOR, Role.ADMINISTRATOR})
public class OutcomesResource {

  private static final int LONGEST_NOTE = 4_000;

  /** A promise farther off is a slip of the pen. */
  private static final int FARTHEST_PROMISE_DAYS = 366;

  /**
   * An agent's report.
   *
   * @param contactPoint by its id, as the debtor shows it
   * @param result {@code answered}, {@code promised}, {@code refused}, {@code already_paid}, {@code
   *     disputed}, {@code no_answer}, {@code busy}, {@code voicemail}, {@code wrong_person}
   * @param promise with the result promised, and only then
   */
  @Schema(name = "Outcome")
  public record OutcomeBody(
      @Nullable Channel channel,
      @Nullable Long contactPoint,
      @Nullable String result,
      @Nullable PromiseBody promise,
      @Nullable String note) {}

  /**
   * A promise to pay.
   *
   * @param amount a decimal; absent: none was said
   * @param currency needed with an amount
   */
  @Schema(name = "PromiseOfOutcome")
  public record PromiseBody(
      @Nullable String amount, @Nullable String currency, @Nullable LocalDate dueOn) {}

  /**
   * What was recorded.
   *
   * @param cancelled contacts that were on their way and were taken back
   */
  public record OutcomeRecorded(@Nullable UUID contact, boolean recordedBefore, int cancelled) {}

  private final CreditorDoor door;
  private final Outcomes outcomes;
  private final Clock clock;

  OutcomesResource(CreditorDoor door, Outcomes outcomes, Clock clock) {
    this.door = door;
    this.outcomes = outcomes;
    this.clock = clock;
  }

  @POST
  @Operation(
      summary = "Record what an agent did",
      description =
          "201 when recorded. The same Idempotency-Key for the same debtor is recorded once and answered"
              + " with 200 after that; without one each call is a report of its own.")
  public Uni<RestResponse<OutcomeRecorded>> record(
      String creditor,
      String number,
      @HeaderParam("Idempotency-Key") @Nullable String key,
      OutcomeBody body) {
    OutcomeBody given = Body.of(body);
    Instant now = clock.instant();
    return door.open(
            creditor, found -> outcomes.record(found, number, outcome(given, found, key, now), now))
        .map(answer -> answer(answer, number));
  }

  private AgentOutcome outcome(
      OutcomeBody body, Creditor creditor, @Nullable String key, Instant now) {
    Violations violations = new Violations();
    violations.unless(body.channel() != null, "channel", "is needed");
    AgentResult result =
        AgentResult.ofTag(violations.text("result", body.result(), 30)).orElse(null);
    violations.unless(
        body.result() == null || result != null, "result", "must be one of " + results());
    violations.unless(
        (body.promise() != null) == (result == AgentResult.PROMISED),
        "promise",
        "comes with the result promised, and no other");
    violations.unless(
        body.promise() == null || outcomes.takesPromises(),
        "promise",
        "cannot be recorded by this installation");
    violations.unless(
        body.note() == null || body.note().length() <= LONGEST_NOTE,
        "note",
        "has at most " + LONGEST_NOTE + " characters");
    AgentOutcome.Promised promise =
        body.promise() == null ? null : promise(violations, body.promise(), creditor, now);
    violations.refuse("The outcome cannot be taken");
    if (body.channel() == null || result == null) {
      throw new IllegalStateException("refused above");
    }
    return new AgentOutcome(
        body.channel(),
        body.contactPoint() == null ? null : new ContactPointId(body.contactPoint()),
        result,
        promise,
        body.note() == null || body.note().isBlank() ? null : body.note(),
        key == null
            ? null
            : UUID.nameUUIDFromBytes(
                (creditor.code() + "/" + key).getBytes(StandardCharsets.UTF_8)));
  }

  private static AgentOutcome.@Nullable Promised promise(
      Violations violations, PromiseBody promise, Creditor creditor, Instant now) {
    LocalDate today = now.atZone(creditor.timeZone()).toLocalDate();
    LocalDate dueOn = promise.dueOn();
    violations.unless(dueOn != null, "promise.dueOn", "is needed");
    violations.unless(
        dueOn == null
            || !dueOn.isBefore(today) && dueOn.isBefore(today.plusDays(FARTHEST_PROMISE_DAYS)),
        "promise.dueOn",
        "must be today or later, within a year");
    Money amount =
        promise.amount() == null
            ? null
            : violations.money(
                "promise",
                new MoneyJson(promise.amount(), promise.currency()),
                creditor.currency());
    violations.unless(amount == null || amount.minor() > 0, "promise.amount", "must be above zero");
    return dueOn == null ? null : new AgentOutcome.Promised(amount, dueOn);
  }

  private static RestResponse<OutcomeRecorded> answer(OutcomeAnswer answer, String number) {
    return switch (answer) {
      case OutcomeAnswer.Recorded(ContactId contact, int cancelled) ->
          RestResponse.status(
              RestResponse.Status.CREATED, new OutcomeRecorded(contact.value(), false, cancelled));
      case OutcomeAnswer.ToldBefore told -> RestResponse.ok(new OutcomeRecorded(null, true, 0));
      case OutcomeAnswer.NoSuchDebtor none ->
          throw Problem.notFound("no debtor is called " + number);
      case OutcomeAnswer.NoSuchPoint none ->
          throw Problem.invalid(
              "The outcome cannot be taken",
              List.of(new Problem.Violation("contactPoint", "is not this debtor's")));
    };
  }

  private static String results() {
    return Arrays.stream(AgentResult.values())
        .map(AgentResult::tag)
        .collect(Collectors.joining(", "));
  }
}
