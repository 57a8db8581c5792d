package io.batuta.postgres;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.function.Function;
import org.hibernate.exception.ConstraintViolationException;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * Opens Hibernate sessions for the few tables that people edit one row at a time. As in {@link
 * Sql}, each transaction begins by taking a role and a tenant, so row level security holds for
 * entities too; Panache finds the session that is open here.
 *
 * <p>One at a time within a request, neither nested nor joined: Panache keeps one session per
 * Vert.x context, so that a second call would enter the first one's transaction.
 */
@ApplicationScoped
public class Sessions {

  /** Hibernate numbers its parameters with a question mark; the statement is the same. */
  private static final String ENTER = Sql.ENTER.replace('$', '?');

  private static final int TRIES_AFTER_A_RACE = 2;

  private final RefusedLogin refusedLogin;

  Sessions(RefusedLogin refusedLogin) {
    this.refusedLogin = refusedLogin;
  }

  /**
   * Works as one tenant: sees and writes only its rows. Commits when {@code work} does not fail.
   */
  public <T> Uni<T> asTenant(int tenant, Function<Mutiny.Session, Uni<T>> work) {
    return within("batuta_app", Integer.toString(tenant), work);
  }

  /** Works across tenants. Commits when {@code work} does not fail. */
  public <T> Uni<T> acrossTenants(Function<Mutiny.Session, Uni<T>> work) {
    return within("batuta_engine", "", work);
  }

  /**
   * "Find, else insert" for one tenant: when another writer inserted first, begins again and finds
   * its row.
   */
  public <T> Uni<T> saveAsTenant(int tenant, Function<Mutiny.Session, Uni<T>> work) {
    return againAfterARace(asTenant(tenant, work));
  }

  /** "Find, else insert" across tenants. */
  public <T> Uni<T> saveAcrossTenants(Function<Mutiny.Session, Uni<T>> work) {
    return againAfterARace(acrossTenants(work));
  }

  private static <T> Uni<T> againAfterARace(Uni<T> work) {
    return work.onFailure(Sessions::isTaken).retry().atMost(TRIES_AFTER_A_RACE);
  }

  private <T> Uni<T> within(String role, String tenant, Function<Mutiny.Session, Uni<T>> work) {
    return refusedLogin.thenOnceMore(
        Panache.withTransaction(
            () ->
                Panache.getSession()
                    .call(session -> enter(session, role, tenant))
                    .chain(work::apply)));
  }

  private static Uni<Object> enter(Mutiny.Session session, String role, String tenant) {
    return session
        .createNativeQuery(ENTER, Object.class)
        .setParameter(1, role)
        .setParameter(2, tenant)
        .getSingleResult();
  }

  private static boolean isTaken(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof ConstraintViolationException violation) {
        return violation.getKind() == ConstraintViolationException.ConstraintKind.UNIQUE
            || "23505".equals(violation.getSQLState());
      }
    }
    return false;
  }
}
