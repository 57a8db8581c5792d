package io.batuta.web.api;

import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.request.AuthenticationRequest;
import io.quarkus.vertx.http.runtime.security.ChallengeData;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticationMechanism;
import io.quarkus.vertx.http.runtime.security.HttpCredentialTransport;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Takes the key from {@code X-Api-Key}. The console's pages, which a browser opens, also take it as
 * the password of Basic authentication; the interface does not, since a browser would then send it
 * along with a form of somebody else's page.
 */
@ApplicationScoped
class ApiKeyMechanism implements HttpAuthenticationMechanism {

  static final String HEADER = "X-Api-Key";
  static final String CHALLENGE = "ApiKey realm=\"batuta\"";

  private static final String API = "/api/";
  private static final int LONGEST = 200;

  @Override
  public Uni<SecurityIdentity> authenticate(
      RoutingContext request, IdentityProviderManager identities) {
    return key(request)
        .map(key -> identities.authenticate(new ApiKeyCredential(key)))
        .orElseGet(() -> Uni.createFrom().nullItem());
  }

  @Override
  public Uni<ChallengeData> getChallenge(RoutingContext request) {
    return Uni.createFrom().item(new ChallengeData(401, "WWW-Authenticate", CHALLENGE));
  }

  @Override
  public Set<Class<? extends AuthenticationRequest>> getCredentialTypes() {
    return Set.of(ApiKeyCredential.class);
  }

  @Override
  public Uni<HttpCredentialTransport> getCredentialTransport(RoutingContext request) {
    return Uni.createFrom()
        .item(
            new HttpCredentialTransport(
                HttpCredentialTransport.Type.OTHER_HEADER, HEADER, "apikey"));
  }

  private static Optional<ApiKey> key(RoutingContext request) {
    String given = request.request().getHeader(HEADER);
    if (given == null && !request.normalizedPath().startsWith(API)) {
      given = password(request.request().getHeader("Authorization"));
    }
    return Optional.ofNullable(given)
        .filter(text -> !text.isBlank() && text.length() <= LONGEST)
        .map(ApiKey::new);
  }

  private static @Nullable String password(@Nullable String authorization) {
    if (authorization == null || !authorization.regionMatches(true, 0, "Basic ", 0, 6)) {
      return null;
    }
    try {
      String pair =
          new String(
              Base64.getDecoder().decode(authorization.substring(6).strip()),
              StandardCharsets.UTF_8);
      return pair.substring(pair.indexOf(':') + 1);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }
}
