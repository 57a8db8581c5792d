package io.batuta.suppression;

import static io.batuta.postgres.Columns.column;

import io.batuta.portfolio.CreditorId;
import io.batuta.postgres.SqlFile;
import io.batuta.postgres.Tx;
import io.batuta.suppression.ConsentJudge.Judged.Sound;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The statements of one transaction of consents. */
final class ConsentBook {

  private static final SqlFile FIND = SqlFile.of(ConsentBook.class, "find-consents.sql");
  private static final SqlFile UNCONSENTED = SqlFile.of(ConsentBook.class, "find-unconsented.sql");
  private static final SqlFile TELL = SqlFile.of(ConsentBook.class, "tell-consents.sql");
  private static final SqlFile APPLY = SqlFile.of(ConsentBook.class, "apply-consents.sql");

  private final Tx tx;
  private final CreditorId creditor;

  ConsentBook(Tx tx, CreditorId creditor) {
    this.tx = tx;
    this.creditor = creditor;
  }

  /** Of whom a line speaks. */
  record Found(
      long line,
      long debtor,
      @Nullable String hash,
      boolean pointIsThere,
      @Nullable String lastSaid,
      @Nullable Instant personRevokedAt) {}

  /** A line and of whom it speaks. */
  record Placed(Sound consent, Found found) {}

  Uni<Map<Long, Found>> find(List<Sound> sound) {
    return tx.list(
            FIND,
            Tuple.of(
                creditor.value(),
                column(sound, s -> s.line().line(), Long[]::new),
                column(sound, s -> s.line().debtor(), String[]::new),
                column(sound, s -> s.channel().name(), String[]::new),
                column(sound, Sound::hash, String[]::new),
                column(sound, s -> s.line().contactPoint(), Long[]::new)),
            row ->
                new Found(
                    row.getLong("line"),
                    row.getLong("debtor_id"),
                    row.getString("hash"),
                    row.getBoolean("point_is_there"),
                    row.getString("last_said"),
                    instant(row.getOffsetDateTime("person_revoked_at"))))
        .map(
            all -> {
              Map<Long, Found> byLine = new HashMap<>();
              all.forEach(found -> byLine.put(found.line(), found));
              return byLine;
            });
  }

  /** Whose contact on its way is on a channel that was taken back. */
  Uni<Long[]> onTheirWay(List<Placed> revoked) {
    return tx.list(
            UNCONSENTED,
            Tuple.of(
                creditor.value(),
                debtors(revoked),
                channels(revoked),
                hashes(revoked),
                Silence.handedOver()),
            row -> row.getLong(0))
        .map(debtors -> debtors.toArray(Long[]::new));
  }

  /** Records and tells; how many were new. */
  Uni<Integer> tell(List<Placed> placed, Consents.Teller teller, Instant now) {
    return tx.first(
            TELL,
            Tuple.tuple()
                .addInteger(creditor.value())
                .addArrayOfLong(debtors(placed))
                .addArrayOfString(channels(placed))
                .addArrayOfString(hashes(placed))
                .addArrayOfString(column(placed, p -> p.consent().said(), String[]::new))
                .addArrayOfOffsetDateTime(
                    column(
                        placed,
                        p -> p.consent().at().atOffset(ZoneOffset.UTC),
                        OffsetDateTime[]::new))
                .addArrayOfString(
                    column(placed, p -> p.consent().line().proofKind(), String[]::new))
                .addArrayOfString(column(placed, p -> p.consent().line().proof(), String[]::new))
                .addString(teller.source())
                .addString(teller.by())
                .addOffsetDateTime(now.atOffset(ZoneOffset.UTC))
                .addBoolean(teller.isPerson()),
            row -> row.getInteger("told"))
        .map(told -> told.orElse(0));
  }

  Uni<Void> apply(List<Placed> placed) {
    return tx.run(APPLY, Tuple.of(creditor.value(), debtors(placed))).replaceWithVoid();
  }

  private static @Nullable Instant instant(@Nullable OffsetDateTime at) {
    return at == null ? null : at.toInstant();
  }

  private static Long[] debtors(List<Placed> placed) {
    return column(placed, p -> p.found().debtor(), Long[]::new);
  }

  private static String[] channels(List<Placed> placed) {
    return column(placed, p -> p.consent().channel().name(), String[]::new);
  }

  private static String[] hashes(List<Placed> placed) {
    return column(placed, p -> p.found().hash(), String[]::new);
  }
}
