package io.batuta.dispatch;

import io.batuta.compliance.Verdict;
import io.batuta.ledger.Reason;
import io.quarkus.arc.DefaultBean;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.Optional;

/**
 * Where the product brings no law and no renderer of its own, nothing is permitted: the tests of
 * this package hand their own to the dispatcher.
 */
@Singleton
class DispatchDefaults {

  @Produces
  @Singleton
  @DefaultBean
  Rulebooks rulebooks() {
    return (creditor, house) ->
        (situation, contact) -> new Verdict.Refused(Reason.NO_LAW, "none", null);
  }

  @Produces
  @Singleton
  @DefaultBean
  Renderer renderer() {
    return (claim, today) -> Optional.empty();
  }
}
