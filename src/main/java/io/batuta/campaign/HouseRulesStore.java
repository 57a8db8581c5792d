package io.batuta.campaign;

import io.batuta.portfolio.CreditorId;
import io.batuta.postgres.Saved;
import io.batuta.postgres.Sessions;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A creditor's own bounds on top of the law, as written. */
@ApplicationScoped
public class HouseRulesStore {

  private final Sessions sessions;

  HouseRulesStore(Sessions sessions) {
    this.sessions = sessions;
  }

  /** Writes them, in the place of any before. */
  public Uni<Saved<JsonObject>> put(CreditorId creditor, JsonObject definition) {
    return sessions.saveAsTenant(
        creditor.value(),
        session -> find(creditor).chain(found -> save(creditor, definition, found)));
  }

  /** As written; empty when the creditor has set none. */
  public Uni<Optional<JsonObject>> of(CreditorId creditor) {
    return sessions.asTenant(
        creditor.value(),
        session ->
            find(creditor)
                .map(row -> Optional.ofNullable(row).map(r -> new JsonObject(r.definition))));
  }

  private static Uni<StoredHouseRules> find(CreditorId creditor) {
    return StoredHouseRules.<StoredHouseRules>find("creditorId", creditor.value()).firstResult();
  }

  private static Uni<Saved<JsonObject>> save(
      CreditorId creditor, JsonObject definition, @Nullable StoredHouseRules found) {
    StoredHouseRules row = found == null ? new StoredHouseRules() : found;
    row.creditorId = creditor.value();
    row.definition = definition.getMap();
    return row.<StoredHouseRules>persistAndFlush()
        .map(done -> new Saved<>(new JsonObject(done.definition), found == null));
  }
}
