package io.batuta.web.api;

import io.batuta.portfolio.CreditorId;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.enterprise.context.RequestScoped;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Who asks, for as long as the request lasts. Filled by {@link ApiGate}. */
@RequestScoped
public class Caller {

  private @Nullable SecurityIdentity identity;

  void is(SecurityIdentity known) {
    identity = known;
  }

  /** The one creditor it may work for; empty for the installation, or for nobody. */
  public Optional<CreditorId> creditor() {
    return identity == null
        ? Optional.empty()
        : Optional.ofNullable(identity.<CreditorId>getAttribute(ApiKeyProvider.CREDITOR_ID));
  }

  /** Who it is, as the log of what people did names it; never a person's name. */
  public String id() {
    return identity == null ? "nobody" : identity.getPrincipal().getName();
  }

  /** That creditor's code. */
  public Optional<String> creditorCode() {
    return identity == null
        ? Optional.empty()
        : Optional.ofNullable(identity.<String>getAttribute(ApiKeyProvider.CREDITOR));
  }

  /** Whether a key came along that we know. */
  public boolean isKnown() {
    return identity != null && !identity.isAnonymous();
  }

  public boolean has(String role) {
    return identity != null && identity.hasRole(role);
  }

  /** Whether it may let go on what others stopped: people, never programs. */
  public boolean mayLift() {
    return Role.LIFTING.stream().anyMatch(this::has);
  }

  /** Whether it may read names and what was said. */
  public boolean mayReadWords() {
    return Role.NEAR_PEOPLE.stream().anyMatch(this::has);
  }
}
