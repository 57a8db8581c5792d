package io.batuta.campaign;

import io.batuta.portfolio.Channel;
import io.batuta.portfolio.CreditorId;
import io.batuta.postgres.Columns;
import io.batuta.postgres.Saved;
import io.batuta.postgres.Sessions;
import io.batuta.postgres.Sql;
import io.batuta.postgres.SqlFile;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The campaigns of a creditor, as people edit them. */
@ApplicationScoped
public class CampaignStore {

  private static final SqlFile MISSING = SqlFile.of(CampaignStore.class, "find-missing-parts.sql");

  private final Sessions sessions;
  private final Sql sql;

  CampaignStore(Sessions sessions, Sql sql) {
    this.sessions = sessions;
    this.sql = sql;
  }

  /** What the definition names and the creditor does not have; empty when all is there. */
  public Uni<List<MissingPart>> missing(CreditorId creditor, CampaignDefinition definition) {
    List<Named> named = new ArrayList<>();
    definition
        .templates()
        .forEach(
            (channel, names) ->
                names.forEach((language, name) -> named.add(new Named(channel, language, name))));
    return sql.asTenant(
        creditor.value(),
        tx ->
            tx.list(
                MISSING,
                Tuple.tuple()
                    .addInteger(creditor.value())
                    .addString(definition.segment())
                    .addString(definition.strategy())
                    .addArrayOfString(Columns.column(named, n -> n.channel().name(), String[]::new))
                    .addArrayOfString(Columns.column(named, Named::language, String[]::new))
                    .addArrayOfString(Columns.column(named, Named::name, String[]::new)),
                row -> new MissingPart(row.getString("field"), row.getString("message"))));
  }

  /**
   * Writes the definition under its name. A pause stays as it is: it has its own verbs.
   *
   * @param by who writes it, an id: not who approves its nights
   */
  public Uni<Saved<CampaignDefinition>> put(
      CreditorId creditor, CampaignDefinition definition, String by) {
    return sessions.saveAsTenant(
        creditor.value(),
        session ->
            named(creditor, definition.name())
                .chain(found -> save(creditor, definition, by, found)));
  }

  /** The campaign of that name; empty when there is none. */
  public Uni<Optional<CampaignDefinition>> byName(CreditorId creditor, String name) {
    return sessions.asTenant(
        creditor.value(),
        session ->
            named(creditor, name)
                .map(row -> Optional.ofNullable(row).map(StoredCampaign::toRecord)));
  }

  /** By name; {@code limit} at most, after the name {@code after}. */
  public Uni<List<CampaignDefinition>> list(CreditorId creditor, String after, int limit) {
    return sessions.asTenant(
        creditor.value(),
        session ->
            StoredCampaign.<StoredCampaign>find(
                    "creditorId = ?1 AND name > ?2 ORDER BY name", creditor.value(), after)
                .page(0, limit)
                .list()
                .map(rows -> rows.stream().map(StoredCampaign::toRecord).toList()));
  }

  /**
   * Pauses or resumes: from now on nights plan nothing for it. What is planned already still
   * leaves, unless dispatch is told otherwise. Harmless twice; empty when there is no such
   * campaign.
   */
  public Uni<Optional<CampaignDefinition>> setPaused(
      CreditorId creditor, String name, boolean paused) {
    return sessions.asTenant(
        creditor.value(),
        session ->
            named(creditor, name)
                .invoke(
                    row -> {
                      if (row != null) {
                        row.paused = paused;
                      }
                    })
                .map(row -> Optional.ofNullable(row).map(StoredCampaign::toRecord)));
  }

  private static Uni<StoredCampaign> named(CreditorId creditor, String name) {
    return StoredCampaign.<StoredCampaign>find(
            "creditorId = ?1 AND name = ?2", creditor.value(), name)
        .firstResult();
  }

  private static Uni<Saved<CampaignDefinition>> save(
      CreditorId creditor,
      CampaignDefinition definition,
      String by,
      @Nullable StoredCampaign found) {
    StoredCampaign row = found == null ? new StoredCampaign() : found;
    row.creditorId = creditor.value();
    row.name = definition.name();
    row.take(definition);
    row.changedBy = by;
    return row.<StoredCampaign>persistAndFlush()
        .map(done -> new Saved<>(done.toRecord(), found == null));
  }

  private record Named(Channel channel, String language, String name) {}
}
