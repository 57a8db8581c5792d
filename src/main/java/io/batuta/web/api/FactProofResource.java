package io.batuta.web.api;

import io.batuta.ledger.Proofs;
import io.batuta.portfolio.Creditor;
import io.batuta.portfolio.DebtorId;
import io.batuta.supervision.Debtors;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The proof that a fact is as it was sealed. */
@Path("/api/v1/creditors/{creditor}/debtors/{number}/facts/{id}/proof")
@Tag(name = "Debtors")
@RolesAllowed({Role.ADMINISTRATOR, Role.SUPERVISOR, Role.COMPLIANCE, Role.INTEGRATION})
public class FactProofResource {

  private final CreditorDoor door;
  private final Debtors debtors;
  private final Proofs proofs;

  FactProofResource(CreditorDoor door, Debtors debtors, Proofs proofs) {
    this.door = door;
    this.debtors = debtors;
    this.proofs = proofs;
  }

  @GET
  @Operation(
      summary = "The proof that a fact of the timeline is as it was sealed",
      description =
          "By RFC 6962: the hash of the fact is SHA-256 of a zero byte and the text. 404 while the fact's day is"
              + " not sealed, two hours after its end in UTC.")
  public Uni<FactProofJson> proof(String creditor, String number, long id) {
    return door.open(
            creditor,
            found -> debtor(found, number).chain(debtor -> proofs.of(found.id(), debtor, id)))
        .map(
            found ->
                FactProofJson.of(
                    found.orElseThrow(
                        () -> Problem.notFound("no sealed fact of the debtor is called " + id))));
  }

  private Uni<DebtorId> debtor(Creditor creditor, String number) {
    return debtors
        .byNumber(creditor, number, false)
        .map(found -> Names.found(found, "debtor", number).id());
  }
}
