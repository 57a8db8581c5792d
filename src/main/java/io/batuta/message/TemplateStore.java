package io.batuta.message;

import io.batuta.portfolio.CreditorId;
import io.batuta.postgres.Saved;
import io.batuta.postgres.Sessions;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;

/** The templates of a creditor. Versions are only added, so that a contact keeps its own. */
@ApplicationScoped
public class TemplateStore {

  private final Sessions sessions;

  TemplateStore(Sessions sessions) {
    this.sessions = sessions;
  }

  /** Keeps the text as the next version, or leaves the latest when it says the same. */
  public Uni<Saved<MessageTemplate>> put(CreditorId creditor, String name, TemplateText text) {
    return sessions.saveAsTenant(
        creditor.value(),
        session ->
            newest(creditor, name)
                .chain(
                    newest ->
                        newest != null && newest.text().equals(text)
                            ? Uni.createFrom().item(new Saved<>(newest.toRecord(), false))
                            : add(creditor, name, newest == null ? 1 : newest.version + 1, text)));
  }

  /** The latest version of that name; empty when there is none. */
  public Uni<Optional<MessageTemplate>> byName(CreditorId creditor, String name) {
    return sessions.asTenant(
        creditor.value(),
        session ->
            newest(creditor, name)
                .map(row -> Optional.ofNullable(row).map(StoredTemplate::toRecord)));
  }

  /** The latest version of each, by name; {@code limit} at most, after the name {@code after}. */
  public Uni<List<MessageTemplate>> list(CreditorId creditor, String after, int limit) {
    return sessions.asTenant(
        creditor.value(),
        session ->
            session
                .createQuery(
                    "SELECT m FROM MessageTemplate m WHERE m.creditorId = ?1 AND m.name > ?2 AND m.version ="
                        + " (SELECT max(t.version) FROM MessageTemplate t WHERE t.creditorId = ?1 AND t.name = m.name)"
                        + " ORDER BY m.name",
                    StoredTemplate.class)
                .setParameter(1, creditor.value())
                .setParameter(2, after)
                .setMaxResults(limit)
                .getResultList()
                .map(rows -> rows.stream().map(StoredTemplate::toRecord).toList()));
  }

  private static Uni<StoredTemplate> newest(CreditorId creditor, String name) {
    return StoredTemplate.<StoredTemplate>find(
            "creditorId = ?1 AND name = ?2 ORDER BY version DESC", creditor.value(), name)
        .firstResult();
  }

  private static Uni<Saved<MessageTemplate>> add(
      CreditorId creditor, String name, int version, TemplateText text) {
    return StoredTemplate.of(creditor.value(), name, version, text)
        .<StoredTemplate>persistAndFlush()
        .map(row -> new Saved<>(row.toRecord(), version == 1));
  }
}
