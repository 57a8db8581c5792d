package io.batuta.web.api;

import io.batuta.portfolio.Creditor;
import io.batuta.portfolio.CreditorId;
import io.batuta.postgres.Sql;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Keys, by their hash. */
@ApplicationScoped
public class ApiKeyStore {

  /** Whose key it is and what it may do. */
  record Holder(CreditorId creditor, String code, String role) {}

  /** A key without its secret. */
  public record KnownKey(
      String id, String role, OffsetDateTime createdAt, @Nullable OffsetDateTime revokedAt) {}

  private final Sql sql;

  ApiKeyStore(Sql sql) {
    this.sql = sql;
  }

  /** Makes a key and keeps its hash; the secret is answered this once. */
  Uni<ApiKey> create(Creditor creditor, String role, String by, Instant now) {
    ApiKey key = ApiKey.make();
    return sql.asTenant(
        creditor.id().value(),
        tx ->
            tx.run(
                    "INSERT INTO api_key (key_hash, creditor_id, role, created_at, created_by) VALUES ($1, $2, $3, $4, $5)",
                    Tuple.of(
                        Buffer.buffer(key.hash()),
                        creditor.id().value(),
                        role,
                        now.atOffset(ZoneOffset.UTC),
                        by))
                .replaceWith(key));
  }

  /** Who holds the key of that hash; empty when it is unknown or was revoked. */
  Uni<Optional<Holder>> holder(byte[] hash) {
    return sql.acrossTenants(
        tx ->
            tx.first(
                """
                SELECT c.creditor_id, c.code, k.role
                FROM api_key k JOIN creditor c ON c.creditor_id = k.creditor_id
                WHERE k.key_hash = $1 AND k.revoked_at IS NULL
                """,
                Tuple.of(Buffer.buffer(hash)),
                row ->
                    new Holder(
                        new CreditorId(row.getInteger("creditor_id")),
                        row.getString("code"),
                        row.getString("role"))));
  }

  /** All keys of the creditor, oldest first, revoked ones too. */
  Uni<List<KnownKey>> list(Creditor creditor) {
    return sql.asTenant(
        creditor.id().value(),
        tx ->
            tx.list(
                """
                SELECT key_hash, role, created_at, revoked_at FROM api_key
                WHERE creditor_id = $1 ORDER BY created_at, key_hash LIMIT 1000
                """,
                Tuple.of(creditor.id().value()),
                ApiKeyStore::known));
  }

  /** Ends the key from the next request on. Harmless twice; false when there is no such key. */
  Uni<Boolean> revoke(Creditor creditor, String id, Instant now) {
    return sql.asTenant(
        creditor.id().value(),
        tx ->
            tx.run(
                    """
                    UPDATE api_key SET revoked_at = COALESCE(revoked_at, $3)
                    WHERE creditor_id = $1 AND substring(key_hash FROM 1 FOR 8) = $2
                    """,
                    Tuple.of(
                        creditor.id().value(),
                        Buffer.buffer(HexFormat.of().parseHex(id)),
                        now.atOffset(ZoneOffset.UTC)))
                .map(rows -> rows.rowCount() > 0));
  }

  private static KnownKey known(Row row) {
    return new KnownKey(
        ApiKey.id(row.getBuffer("key_hash").getBytes()),
        row.getString("role"),
        row.getOffsetDateTime("created_at"),
        row.getOffsetDateTime("revoked_at"));
  }
}
