package io.batuta.web.api;

import io.batuta.supervision.Erasure;
import io.batuta.supervision.ErasureBasis;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Who a debtor is, to be erased. */
@Path("/api/v1/creditors/{creditor}/debtors/{number}/person")
@Tag(name = "Debtors")
@RolesAllowed({Role.COMPLIANCE, Role.ADMINISTRATOR})
public class PersonResource {

  /**
   * Why the person is erased.
   *
   * @param basis {@code request}, {@code court}, {@code authority}, {@code mistake}
   * @param reason in words, of the case: a file number, never a name
   * @param force although law still asks to keep it, or a debt is open; with the last three
   */
  @Schema(name = "ErasureOrder")
  public record ErasureBody(
      @Nullable String basis, @Nullable String reason, @Nullable Boolean force) {}

  /**
   * How it stands now.
   *
   * @param changed false: it was erased before
   * @param cancelled contacts that were on their way and were taken back
   */
  @Schema(name = "Erased")
  public record ErasedJson(Instant erasedAt, boolean changed, int cancelled) {}

  private final CreditorDoor door;
  private final Erasure erasure;
  private final Caller caller;
  private final Clock clock;

  PersonResource(CreditorDoor door, Erasure erasure, Caller caller, Clock clock) {
    this.door = door;
    this.erasure = erasure;
    this.caller = caller;
    this.clock = clock;
  }

  @DELETE
  @Operation(
      summary = "Erase the person: name, document, addresses and words, for good",
      description =
          "The ledger stays, and says that it was done. 409 while an account is open, or while law asks to"
              + " keep records, unless forced. A file that names the number again is refused there."
              + " Harmless twice.")
  public Uni<ErasedJson> erase(String creditor, String number, ErasureBody body) {
    Erasure.Order order = order(Body.of(body));
    return door.open(creditor, found -> erasure.erase(found, number, order, clock.instant()))
        .map(outcome -> answer(Names.found(outcome, "debtor", number)));
  }

  private static ErasedJson answer(Erasure.Outcome outcome) {
    return switch (outcome) {
      case Erasure.Outcome.Erased erased ->
          new ErasedJson(erased.at(), !erased.before(), erased.cancelled());
      case Erasure.Outcome.StillOwes owes ->
          throw Problem.conflict(
              "An account is open. A court, an authority or a mistake may force it.");
      case Erasure.Outcome.Kept kept ->
          throw Problem.conflict(
              "Law asks to keep records until "
                  + kept.until()
                  + ". A court, an authority or a mistake may force it.");
    };
  }

  private Erasure.Order order(ErasureBody body) {
    Violations violations = new Violations();
    String said = violations.text("basis", body.basis(), 20);
    String reason = violations.text("reason", body.reason(), 200);
    boolean force = Boolean.TRUE.equals(body.force());
    Optional<ErasureBasis> basis =
        ErasureBasis.ofTag(said).filter(one -> one != ErasureBasis.RETENTION);
    violations.unless(
        said.isEmpty() || basis.isPresent(),
        "basis",
        "must be one of "
            + Arrays.stream(ErasureBasis.values())
                .filter(one -> one != ErasureBasis.RETENTION)
                .map(ErasureBasis::tag)
                .collect(Collectors.joining(", ")));
    violations.unless(
        !force || basis.isEmpty() || basis.get() != ErasureBasis.REQUEST,
        "force",
        "a request does not go before a law that asks to keep");
    violations.refuse("The person cannot be erased so");
    return new Erasure.Order(basis.orElseThrow(), reason, force, caller.id());
  }
}
