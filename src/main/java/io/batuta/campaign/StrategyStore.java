package io.batuta.campaign;

import io.batuta.portfolio.CreditorId;
import io.batuta.postgres.Saved;
import io.batuta.postgres.Sessions;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The strategies of a creditor, as written; whoever puts one has checked that it can be read. */
@ApplicationScoped
public class StrategyStore {

  /**
   * A strategy and its name.
   *
   * @param definition with its written {@code type}
   */
  public record NamedStrategy(String name, JsonObject definition) {}

  private final Sessions sessions;

  StrategyStore(Sessions sessions) {
    this.sessions = sessions;
  }

  /** Writes the definition under that name. */
  public Uni<Saved<NamedStrategy>> put(CreditorId creditor, NamedStrategy strategy) {
    return sessions.saveAsTenant(
        creditor.value(),
        session ->
            named(creditor, strategy.name()).chain(found -> save(creditor, strategy, found)));
  }

  /** The strategy of that name; empty when there is none. */
  public Uni<Optional<NamedStrategy>> byName(CreditorId creditor, String name) {
    return sessions.asTenant(
        creditor.value(),
        session ->
            named(creditor, name)
                .map(row -> Optional.ofNullable(row).map(StrategyStore::strategy)));
  }

  /** By name; {@code limit} at most, after the name {@code after}. */
  public Uni<List<NamedStrategy>> list(CreditorId creditor, String after, int limit) {
    return sessions.asTenant(
        creditor.value(),
        session ->
            StoredStrategy.<StoredStrategy>find(
                    "creditorId = ?1 AND name > ?2 ORDER BY name", creditor.value(), after)
                .page(0, limit)
                .list()
                .map(rows -> rows.stream().map(StrategyStore::strategy).toList()));
  }

  private static Uni<StoredStrategy> named(CreditorId creditor, String name) {
    return StoredStrategy.<StoredStrategy>find(
            "creditorId = ?1 AND name = ?2", creditor.value(), name)
        .firstResult();
  }

  private static Uni<Saved<NamedStrategy>> save(
      CreditorId creditor, NamedStrategy strategy, @Nullable StoredStrategy found) {
    StoredStrategy row = found == null ? new StoredStrategy() : found;
    row.creditorId = creditor.value();
    row.name = strategy.name();
    row.definition = strategy.definition().getMap();
    return row.<StoredStrategy>persistAndFlush()
        .map(done -> new Saved<>(strategy(done), found == null));
  }

  private static NamedStrategy strategy(StoredStrategy row) {
    return new NamedStrategy(row.name, new JsonObject(row.definition));
  }
}
