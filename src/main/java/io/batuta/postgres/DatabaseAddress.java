package io.batuta.postgres;

import io.batuta.secrets.DatabaseLogin;
import io.quarkus.credentials.CredentialsProvider;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Where the database is and as whom we log in, from {@code BATUTA_DATABASE_URL} and, where it is
 * set, {@code BATUTA_DATABASE_SECRET}.
 */
@ApplicationScoped
public class DatabaseAddress {

  private final Optional<String> url;
  private final Optional<String> function;
  private final DatabaseLogin login;

  DatabaseAddress(
      @ConfigProperty(name = "batuta.database.url") Optional<String> url,
      @ConfigProperty(name = "aws.lambda.function.name") Optional<String> function,
      DatabaseLogin login) {
    this.url = url;
    this.function = function;
    this.login = login;
  }

  /**
   * A function that nobody told where its database is must not begin: it would try its own host.
   */
  void missing(@Observes StartupEvent start) {
    if (function.isPresent()) {
      address();
    }
  }

  /**
   * With user and password; reads the secret where there is one, and blocks for it.
   *
   * @throws IllegalStateException if the address is missing, or the secret cannot be read
   * @throws IllegalArgumentException if the address has another form
   */
  DatabaseUrl withLogin() {
    DatabaseUrl address = address();
    if (!login.isSecret()) {
      return address;
    }
    Map<String, String> found = login.getCredentials("");
    return address.as(
        found.getOrDefault(CredentialsProvider.USER_PROPERTY_NAME, ""),
        found.getOrDefault(CredentialsProvider.PASSWORD_PROPERTY_NAME, ""));
  }

  private DatabaseUrl address() {
    DatabaseUrl address =
        DatabaseUrl.parse(
            url.orElseThrow(() -> new IllegalStateException("BATUTA_DATABASE_URL is not set")));
    if (address.user().isEmpty() && !login.isSecret()) {
      throw new IllegalStateException(
          "BATUTA_DATABASE_URL has no login, and BATUTA_DATABASE_SECRET is not set");
    }
    return address;
  }
}
