package io.batuta.web.api;

import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.IdentityProvider;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.runtime.QuarkusPrincipal;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * From a key to who holds it. Asked of the database at each request, so that a revoked key is
 * refused at once.
 */
@ApplicationScoped
class ApiKeyProvider implements IdentityProvider<ApiKeyCredential> {

  /** Attribute of an identity: the code of the one creditor it may work for. */
  static final String CREDITOR = "creditor";

  /** Attribute of an identity: that creditor's id. */
  static final String CREDITOR_ID = "creditorId";

  private static final int SHORTEST = 16;

  private final ApiKeyStore keys;
  private final Optional<byte[]> installation;

  /**
   * @throws IllegalArgumentException if the installation key is so short that it could be guessed
   */
  ApiKeyProvider(
      ApiKeyStore keys, @ConfigProperty(name = "batuta.installation-key") Optional<String> key) {
    this.keys = keys;
    this.installation = key.map(ApiKeyProvider::hashed);
  }

  @Override
  public Class<ApiKeyCredential> getRequestType() {
    return ApiKeyCredential.class;
  }

  @Override
  public Uni<SecurityIdentity> authenticate(
      ApiKeyCredential credential, AuthenticationRequestContext context) {
    ApiKey key = credential.key();
    if (installation.filter(key::matches).isPresent()) {
      return Uni.createFrom().item(identity("installation", Role.INSTALLATION).build());
    }
    byte[] hash = key.hash();
    return keys.holder(hash)
        .map(
            found ->
                found
                    .map(holder -> holds(hash, holder))
                    .orElseThrow(AuthenticationFailedException::new));
  }

  private static SecurityIdentity holds(byte[] hash, ApiKeyStore.Holder holder) {
    return identity("key " + ApiKey.id(hash), holder.role())
        .addAttribute(CREDITOR, holder.code())
        .addAttribute(CREDITOR_ID, holder.creditor())
        .build();
  }

  private static QuarkusSecurityIdentity.Builder identity(String name, String role) {
    return QuarkusSecurityIdentity.builder().setPrincipal(new QuarkusPrincipal(name)).addRole(role);
  }

  private static byte[] hashed(String installationKey) {
    if (installationKey.length() < SHORTEST) {
      throw new IllegalArgumentException(
          "batuta.installation-key has at least " + SHORTEST + " characters");
    }
    return new ApiKey(installationKey).hash();
  }
}
