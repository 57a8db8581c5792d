package io.batuta.suppression;

import io.batuta.ledger.ContactId;
import io.batuta.ledger.Reason;
import io.batuta.portfolio.Channel;
import io.batuta.portfolio.CreditorId;
import io.batuta.postgres.SqlFile;
import io.batuta.postgres.Tx;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * "No more, here": per creditor, channel and address, so that a shared phone is silent for all who
 * share it.
 */
@ApplicationScoped
public class OptOuts {

  private static final SqlFile RECORD = SqlFile.of(OptOuts.class, "record-opt-out.sql");

  private final Silence silence;

  OptOuts(Silence silence) {
    this.silence = silence;
  }

  /**
   * What was said.
   *
   * @param hashes of the address we wrote to and of the one that answered, mostly one
   * @param occasion the contact that was answered; null where nobody can tell which
   * @param source a code: {@code reply}, {@code complaint}, {@code provider}
   * @param reason what the contacts that it ends are told to have ended of
   */
  public record Stop(
      CreditorId creditor,
      Channel channel,
      List<byte[]> hashes,
      @Nullable Occasion occasion,
      String source,
      Reason reason,
      Instant saidAt) {
    public Stop {
      hashes = List.copyOf(hashes);
    }
  }

  /**
   * Records it with its facts, and takes back what is on its way to everybody of this creditor who
   * has the address, in the caller's transaction. Harmless twice.
   */
  public Uni<Void> record(Tx tx, Stop stop, Instant now) {
    String[] hashes =
        stop.hashes().stream().map(HexFormat.of()::formatHex).distinct().toArray(String[]::new);
    return sharing(tx, stop, hashes)
        .chain(
            debtors ->
                silence.over(tx, stop.creditor(), debtors, stop.reason(), answered(stop), now))
        .chain(() -> tx.run(RECORD, arguments(stop, hashes, now)))
        .replaceWithVoid();
  }

  private static List<ContactId> answered(Stop stop) {
    Occasion occasion = stop.occasion();
    return occasion == null ? List.of() : List.of(occasion.contact());
  }

  private static Uni<Long[]> sharing(Tx tx, Stop stop, String[] hashes) {
    Occasion occasion = stop.occasion();
    return tx.list(
            """
            SELECT debtor_id FROM contact_point
            WHERE creditor_id = $1 AND address_hash IN (SELECT decode(h, 'hex') FROM unnest($2::text[]) AS t (h))
            UNION SELECT $3::int8 WHERE $3::int8 IS NOT NULL ORDER BY 1
            """,
            Tuple.tuple()
                .addInteger(stop.creditor().value())
                .addArrayOfString(hashes)
                .addLong(occasion == null ? null : occasion.debtor().value()),
            row -> row.getLong(0))
        .map(debtors -> debtors.toArray(Long[]::new));
  }

  private static Tuple arguments(Stop stop, String[] hashes, Instant now) {
    Occasion occasion = stop.occasion();
    return Tuple.tuple()
        .addInteger(stop.creditor().value())
        .addString(stop.channel().name())
        .addArrayOfString(hashes)
        .addLong(occasion == null ? null : occasion.debtor().value())
        .addString(stop.source())
        .addOffsetDateTime(stop.saidAt().atOffset(ZoneOffset.UTC))
        .addOffsetDateTime(now.atOffset(ZoneOffset.UTC))
        .addLong(occasion == null || occasion.account() == null ? null : occasion.account().value())
        .addUUID(occasion == null ? null : occasion.contact().value())
        .addLocalDate(occasion == null ? null : occasion.night())
        .addLong(occasion == null ? null : occasion.campaign())
        .addLong(occasion == null || occasion.point() == null ? null : occasion.point().value());
  }
}
