package io.batuta.web.api;

import io.batuta.suppression.Holds;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** A person takes a debtor's case, and gives it back. */
@Path("/api/v1/creditors/{creditor}/debtors/{number}/hold")
@Tag(name = "Debtors")
@RolesAllowed({Role.AGENT, Role.SUPERVISOR, Role.COMPLIANCE, Role.ADMINISTRATOR})
public class HoldResource {

  /**
   * Why the case is taken.
   *
   * @param why {@code case}, {@code complaint}, {@code legal}, {@code hardship}, {@code request}
   */
  @Schema(name = "Hold")
  public record HoldBody(@Nullable String why) {}

  /**
   * How it stands now.
   *
   * @param changed false: it was so before
   * @param cancelled contacts that were on their way and were taken back
   */
  @Schema(name = "HoldChange")
  public record HoldJson(boolean held, boolean changed, int cancelled) {}

  private final CreditorDoor door;
  private final Holds holds;
  private final Caller caller;

  HoldResource(CreditorDoor door, Holds holds, Caller caller) {
    this.door = door;
    this.holds = holds;
    this.caller = caller;
  }

  @PUT
  @Operation(
      summary = "Take the case: the machine is silent until it is given back",
      description = "What was on its way is cancelled in the same transaction. Harmless twice.")
  public Uni<HoldJson> place(String creditor, String number, HoldBody body) {
    Holds.Why why = why(Body.of(body));
    return door.open(creditor, found -> holds.place(found, number, why, caller.id()))
        .map(change -> answer(change, number, true));
  }

  @DELETE
  @Operation(summary = "Give the case back: the next night plans for the debtor again")
  public Uni<HoldJson> lift(String creditor, String number) {
    return door.open(creditor, found -> holds.lift(found, number, caller.id()))
        .map(change -> answer(change, number, false));
  }

  private static HoldJson answer(Optional<Holds.Change> change, String number, boolean held) {
    Holds.Change done = Names.found(change, "debtor", number);
    return new HoldJson(held, done.changed(), done.cancelled());
  }

  private static Holds.Why why(HoldBody body) {
    Violations violations = new Violations();
    String said = violations.text("why", body.why(), 20);
    Optional<Holds.Why> why =
        Arrays.stream(Holds.Why.values()).filter(one -> one.tag().equals(said)).findFirst();
    violations.unless(
        said.isEmpty() || why.isPresent(),
        "why",
        "must be one of "
            + Arrays.stream(Holds.Why.values())
                .map(Holds.Why::tag)
                .collect(Collectors.joining(", ")));
    violations.refuse("The case cannot be taken");
    return why.orElseThrow();
  }
}
