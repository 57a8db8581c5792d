package io.batuta.web.console;

import io.batuta.portfolio.Creditor;
import io.batuta.web.api.Caller;
import io.batuta.web.api.Problem;
import io.batuta.web.api.Role;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Who may look at the pages. With {@code batuta.console.open}, for a local run of made-up people,
 * everybody; otherwise who brings a key, as the password that the browser asks for.
 */
@ApplicationScoped
class ConsoleDoor {

  private static final List<String> MAY_LOOK =
      List.of(Role.ADMINISTRATOR, Role.STRATEGIST, Role.SUPERVISOR, Role.COMPLIANCE);

  private static final List<String> MAY_TAKE_EVIDENCE =
      List.of(Role.ADMINISTRATOR, Role.COMPLIANCE);

  private final boolean open;
  private final Caller caller;

  ConsoleDoor(
      @ConfigProperty(name = "batuta.console.open", defaultValue = "false") boolean open,
      Caller caller) {
    this.open = open;
    this.caller = caller;
  }

  /**
   * @throws WebApplicationException 401 without a key, which makes a browser ask for one
   * @throws Problem 403 with a key of another role
   */
  void admit() {
    admit(MAY_LOOK);
  }

  /** The same for the regulator's file, which holds everything about a debtor. */
  void admitToEvidence() {
    admit(MAY_TAKE_EVIDENCE);
  }

  private void admit(List<String> roles) {
    if (open || roles.stream().anyMatch(caller::has)) {
      return;
    }
    if (caller.isKnown()) {
      throw Problem.forbidden("Its role does not look at the console.");
    }
    throw new WebApplicationException(
        Response.status(401)
            .header(HttpHeaders.WWW_AUTHENTICATE, "Basic realm=\"Batuta\", charset=\"UTF-8\"")
            .type("text/plain; charset=utf-8")
            .entity("La contraseña es su llave de Batuta. · The password is your Batuta key.\n")
            .build());
  }

  boolean shows(Creditor creditor) {
    return open && caller.creditor().isEmpty()
        || caller.creditor().filter(creditor.id()::equals).isPresent();
  }
}
