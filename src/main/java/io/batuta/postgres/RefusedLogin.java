package io.batuta.postgres;

import io.batuta.secrets.DatabaseLogin;
import io.smallrye.mutiny.Uni;
import io.vertx.pgclient.PgException;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;

/**
 * A password that was rotated while we kept the old one: asked for again at once, and the work
 * begins once more. Nothing of it had begun, since there was no connection yet.
 */
@ApplicationScoped
public class RefusedLogin {

  /** {@code invalid_authorization_specification} and {@code invalid_password}. */
  private static final Set<String> STATES = Set.of("28000", "28P01");

  private static final int DEEPEST = 20;

  private final DatabaseLogin login;

  RefusedLogin(DatabaseLogin login) {
    this.login = login;
  }

  /** The same work; one more time when the login was refused and comes from a secret. */
  <T> Uni<T> thenOnceMore(Uni<T> work) {
    return login.isSecret()
        ? work.onFailure(RefusedLogin::causes)
            .invoke(login::forget)
            .onFailure(RefusedLogin::causes)
            .retry()
            .atMost(1)
        : work;
  }

  /** Whether the database did not let us in: nothing was begun, and nothing else would be. */
  public static boolean causes(Throwable failure) {
    Throwable cause = failure;
    for (int depth = 0; cause != null && depth < DEEPEST; depth++) {
      if (cause instanceof PgException refusal
          && refusal.getSqlState() != null
          && STATES.contains(refusal.getSqlState())) {
        return true;
      }
      cause = cause.getCause();
    }
    return false;
  }
}
