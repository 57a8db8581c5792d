package io.batuta.web.api;

import io.batuta.portfolio.Creditor;
import io.batuta.portfolio.CreditorStore;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.function.Function;

/** From the code in a path to the creditor, or a 404. Whether the caller may was asked before. */
@ApplicationScoped
public class CreditorDoor {

  private final CreditorStore creditors;

  CreditorDoor(CreditorStore creditors) {
    this.creditors = creditors;
  }

  /** Calls the verb with the creditor of that code. */
  public <T> Uni<T> open(String code, Function<Creditor, Uni<T>> verb) {
    return creditors
        .byCode(code)
        .map(found -> found.orElseThrow(() -> Problem.notFound("no creditor is called " + code)))
        .chain(verb::apply);
  }
}
