package io.batuta.web.api;

import io.quarkus.security.identity.CurrentIdentityAssociation;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/**
 * Stands before all of {@code /api/v1}: nobody passes without a key, and a creditor's key only to
 * that creditor. Another creditor's path is forbidden whether or not that creditor exists, so the
 * answer tells nothing.
 */
final class ApiGate {

  private static final String API = "/api/v1/";

  private final CurrentIdentityAssociation identities;
  private final Caller caller;

  ApiGate(CurrentIdentityAssociation identities, Caller caller) {
    this.identities = identities;
    this.caller = caller;
  }

  @ServerRequestFilter
  Uni<Void> admit(ContainerRequestContext request) {
    UriInfo uri = request.getUriInfo();
    return identities
        .getDeferredIdentity()
        .invoke(identity -> admit(uri, identity))
        .replaceWithVoid();
  }

  private void admit(UriInfo uri, SecurityIdentity identity) {
    caller.is(identity);
    if (!path(uri).startsWith(API)) {
      return;
    }
    if (identity.isAnonymous()) {
      throw Problem.unauthorized();
    }
    if (!identity.hasRole(Role.INSTALLATION)
        && !named(uri).stream().allMatch(code -> code.equals(own(identity)))) {
      throw Problem.forbidden("It belongs to another creditor.");
    }
  }

  /** Each creditor that the path names, as the resource will read it and as it was written. */
  private static List<String> named(UriInfo uri) {
    String rest = path(uri).substring(API.length());
    Optional<String> written =
        rest.startsWith("creditors/")
            ? Optional.of(rest.substring("creditors/".length()).split("/", 2)[0])
            : Optional.empty();
    Optional<String> read = Optional.ofNullable(uri.getPathParameters().getFirst("creditor"));
    return Stream.of(written, read).flatMap(Optional::stream).toList();
  }

  private static String own(SecurityIdentity identity) {
    String code = identity.getAttribute(ApiKeyProvider.CREDITOR);
    return code == null ? "" : code;
  }

  private static String path(UriInfo uri) {
    return uri.getPath().startsWith("/") ? uri.getPath() : "/" + uri.getPath();
  }
}
