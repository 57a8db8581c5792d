package io.batuta.web.api;

import io.batuta.portfolio.Creditor;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.time.Clock;
import java.util.List;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseHeader;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jspecify.annotations.Nullable;

/** The keys of a creditor's people and programs. */
@Path("/api/v1/creditors/{creditor}/keys")
@Tag(name = "Creditors")
@RolesAllowed({Role.INSTALLATION, Role.ADMINISTRATOR})
public class KeysResource {

  private static final Pattern ID = Pattern.compile("[0-9a-f]{16}");

  /** What the key shall be able to do: one of the creditor's roles. */
  public record KeyBody(@Nullable String role) {}

  /**
   * The key, shown this once.
   *
   * @param id names the key without giving it away; revoke it by this
   */
  public record NewKey(String id, String role, String key) {}

  private final CreditorDoor door;
  private final ApiKeyStore keys;
  private final Caller caller;
  private final Clock clock;

  KeysResource(CreditorDoor door, ApiKeyStore keys, Caller caller, Clock clock) {
    this.door = door;
    this.keys = keys;
    this.caller = caller;
    this.clock = clock;
  }

  @POST
  @ResponseStatus(201)
  @ResponseHeader(name = "Cache-Control", value = "no-store")
  @Operation(
      summary = "Make a key",
      description = "Shown once; only its hash is kept. Each call makes another key.")
  public Uni<NewKey> create(String creditor, KeyBody body) {
    String role = Body.of(body).role();
    if (role == null || !Role.OF_CREDITORS.contains(role)) {
      throw Problem.invalid(
          "The key cannot be made",
          List.of(
              new Problem.Violation(
                  "role", "must be one of " + String.join(", ", Role.OF_CREDITORS))));
    }
    return door.open(creditor, found -> create(found, role));
  }

  @GET
  @Operation(summary = "The keys there are, without their secrets")
  public Uni<List<ApiKeyStore.KnownKey>> list(String creditor) {
    return door.open(creditor, keys::list);
  }

  @DELETE
  @Path("{id}")
  @Operation(summary = "Revoke a key, at once and for good")
  public Uni<Void> revoke(String creditor, String id) {
    if (!ID.matcher(id).matches()) {
      throw Problem.notFound("no key has the id " + id);
    }
    return door.open(creditor, found -> keys.revoke(found, id, clock.instant()))
        .invoke(
            there -> {
              if (!there) {
                throw Problem.notFound("no key has the id " + id);
              }
            })
        .replaceWithVoid();
  }

  private Uni<NewKey> create(Creditor creditor, String role) {
    return keys.create(creditor, role, caller.id(), clock.instant())
        .map(key -> new NewKey(ApiKey.id(key.hash()), role, key.secret()));
  }
}
