package io.batuta.secrets;

import io.quarkus.arc.Unremovable;
import io.quarkus.credentials.CredentialsProvider;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Named;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * User and password for the database where {@code BATUTA_DATABASE_SECRET} names a secret: the pool
 * asks for each new connection, so a rotated password needs no deployment. What was read is kept
 * {@value #KEPT_MINUTES} minutes, or until a login is refused.
 */
@ApplicationScoped
@Unremovable
@Named(DatabaseLogin.NAME)
public class DatabaseLogin implements CredentialsProvider {

  /** As {@code quarkus.datasource.credentials-provider-name} knows it. */
  static final String NAME = "batuta-database-login";

  static final String VARIABLE = "BATUTA_DATABASE_SECRET";

  private static final long KEPT_MINUTES = 5;

  private final Clock clock;
  private final Optional<String> arn;
  private volatile @Nullable Kept kept;

  private record Kept(Map<String, String> login, Instant until) {}

  DatabaseLogin(
      Clock clock, @ConfigProperty(name = "batuta.database.secret") Optional<String> arn) {
    this.clock = clock;
    this.arn = arn;
  }

  /** Whether the login comes from a secret; otherwise the database's address has it. */
  public boolean isSecret() {
    return arn.isPresent();
  }

  /**
   * User and password under the names that Quarkus gives them. Blocks when they must be read.
   *
   * @throws IllegalStateException if the secret cannot be read or lacks one of them
   */
  @Override
  public Map<String, String> getCredentials(String provider) {
    Kept known = kept;
    return known != null && clock.instant().isBefore(known.until()) ? known.login() : read();
  }

  /** The same without blocking; the answer comes on the context that asked. */
  @Override
  public Uni<Map<String, String>> getCredentialsAsync(String provider) {
    Kept known = kept;
    if (known != null && clock.instant().isBefore(known.until())) {
      return Uni.createFrom().item(known.login());
    }
    Uni<Map<String, String>> reading =
        Uni.createFrom()
            .item(() -> getCredentials(provider))
            .runSubscriptionOn(Infrastructure.getDefaultWorkerPool());
    Context context = Vertx.currentContext();
    return context == null
        ? reading
        : reading.emitOn(answer -> context.runOnContext(nothing -> answer.run()));
  }

  /** After a refused login: the next connection asks Secrets Manager again. */
  public void forget() {
    kept = null;
  }

  private synchronized Map<String, String> read() {
    Kept meanwhile = kept;
    if (meanwhile != null && clock.instant().isBefore(meanwhile.until())) {
      return meanwhile.login();
    }
    Map<String, String> secret = SecretVault.read(VARIABLE, arn.orElseThrow());
    Map<String, String> login =
        Map.of(
            USER_PROPERTY_NAME, SecretVault.need(secret, VARIABLE, "username"),
            PASSWORD_PROPERTY_NAME, SecretVault.need(secret, VARIABLE, "password"));
    kept = new Kept(login, clock.instant().plus(Duration.ofMinutes(KEPT_MINUTES)));
    return login;
  }
}
