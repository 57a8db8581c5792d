package io.batuta.suppression;

import io.batuta.ledger.LedgerStore;
import io.batuta.ledger.Reason;
import io.batuta.portfolio.AddressSearch;
import io.batuta.portfolio.Creditor;
import io.batuta.portfolio.PortfolioLock;
import io.batuta.postgres.Sql;
import io.batuta.postgres.SqlFile;
import io.batuta.postgres.Tx;
import io.batuta.suppression.ConsentBook.Found;
import io.batuta.suppression.ConsentBook.Placed;
import io.batuta.suppression.ConsentJudge.Judged.Refused;
import io.batuta.suppression.ConsentJudge.Judged.Sound;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What debtors agreed to, and took back, with the proof. Of a channel that nothing was said of, the
 * portfolio's file speaks; else the last word does, and a revocation cancels what was planned on it
 * in the same transaction.
 */
@ApplicationScoped
public class Consents {

  private static final int LINES_IN_A_BATCH = 1_000;

  private static final SqlFile READ = SqlFile.of(Consents.class, "read-consents.sql");

  private final Sql sql;
  private final Silence silence;
  private final LedgerStore ledger;
  private final AddressSearch addresses;
  private final Clock clock;

  Consents(Sql sql, Silence silence, LedgerStore ledger, AddressSearch addresses, Clock clock) {
    this.sql = sql;
    this.silence = silence;
    this.ledger = ledger;
    this.addresses = addresses;
    this.clock = clock;
  }

  /**
   * One word of a debtor.
   *
   * @param ofAddress only one address was meant; {@code contactPoint}, if it is known
   * @param source {@code api} or {@code file}
   */
  public record Said(
      String channel,
      String said,
      Instant at,
      String proofKind,
      String proof,
      String source,
      String by,
      Instant recordedAt,
      boolean ofAddress,
      @Nullable Long contactPoint) {}

  /**
   * Where a debtor stands.
   *
   * @param channels that hold now; null: every one
   * @param said the latest first, 1,000 at most
   */
  public record Standing(@Nullable List<String> channels, List<Said> said) {}

  /**
   * Records each; one that cannot be recorded is refused, and the rest goes on.
   *
   * @param source {@code api} or {@code file}
   */
  public Uni<LinesReport> record(
      Creditor creditor, List<ConsentLine> lines, String source, String by) {
    Instant now = clock.instant();
    ConsentJudge judge = new ConsentJudge(creditor, addresses, now);
    List<Sound> sound = new ArrayList<>();
    List<LineRejection> refused = new ArrayList<>();
    for (ConsentLine line : lines) {
      switch (judge.judge(line)) {
        case Sound good -> sound.add(good);
        case Refused bad -> refused.add(bad.rejection());
      }
    }
    return sql.asTenant(
            creditor.id().value(),
            tx -> ledger.ensureMonths(tx, now.atOffset(ZoneOffset.UTC).toLocalDate(), 1))
        .chain(() -> batches(creditor, sound, source, by, now))
        .map(LinesReport.of(0, 0, 0, refused)::plus);
  }

  /** What debtor {@code number} said; empty when there is none. */
  public Uni<Optional<Standing>> of(Creditor creditor, String number) {
    return sql.asTenant(
            creditor.id().value(),
            tx -> tx.list(READ, Tuple.of(creditor.id().value(), number), row -> row))
        .map(rows -> rows.isEmpty() ? Optional.empty() : Optional.of(standing(rows)));
  }

  private Uni<LinesReport> batches(
      Creditor creditor, List<Sound> sound, String source, String by, Instant now) {
    return Multi.createFrom()
        .iterable(sound)
        .group()
        .intoLists()
        .of(LINES_IN_A_BATCH)
        .onItem()
        .transformToUniAndConcatenate(
            batch ->
                Sql.againAfterAClash(
                    sql.asTenant(
                        creditor.id().value(),
                        tx ->
                            PortfolioLock.shared(tx, creditor.id())
                                .chain(() -> batch(tx, creditor, batch, source, by, now)))))
        .collect()
        .in(() -> new LinesReport[] {LinesReport.NONE}, (sum, part) -> sum[0] = sum[0].plus(part))
        .map(sum -> sum[0]);
  }

  private Uni<LinesReport> batch(
      Tx tx, Creditor creditor, List<Sound> sound, String source, String by, Instant now) {
    ConsentBook book = new ConsentBook(tx, creditor.id());
    return book.find(sound)
        .map(found -> Sorted.of(sound, found))
        .chain(
            sorted ->
                sorted.placed().isEmpty()
                    ? Uni.createFrom().item(sorted.report(0, 0))
                    : write(tx, creditor, book, sorted, source, by, now));
  }

  /** Contacts are locked before debtors, as everywhere. */
  private Uni<LinesReport> write(
      Tx tx,
      Creditor creditor,
      ConsentBook book,
      Sorted sorted,
      String source,
      String by,
      Instant now) {
    List<Placed> revoked = sorted.placed().stream().filter(p -> !p.consent().given()).toList();
    return book.onTheirWay(revoked)
        .chain(
            debtors -> silence.over(tx, creditor.id(), debtors, Reason.CHANNEL_NOT_AUTHORISED, now))
        .chain(
            cancelled ->
                book.tell(sorted.placed(), source, by, now)
                    .call(() -> book.apply(sorted.placed()))
                    .map(told -> sorted.report(told, cancelled)));
  }

  /** Lines whose debtor is there, and the refusals of the others. */
  private record Sorted(List<Placed> placed, int unchanged, List<LineRejection> refused) {

    static Sorted of(List<Sound> sound, Map<Long, Found> all) {
      List<Placed> placed = new ArrayList<>();
      List<LineRejection> refused = new ArrayList<>();
      int unchanged = 0;
      for (Sound consent : sound) {
        Found found = all.get(consent.line().line());
        if (found == null) {
          refused.add(consent.line().refused("debtor_number", "no debtor has this number"));
        } else if (!found.pointIsThere()) {
          refused.add(
              consent.line().refused("contactPoint", "no contact point of the debtor has this id"));
        } else if (!consent.dated() && consent.said().equals(found.lastSaid())) {
          unchanged++;
        } else {
          placed.add(new Placed(consent, found));
        }
      }
      return new Sorted(placed, unchanged, refused);
    }

    LinesReport report(int told, int cancelled) {
      return LinesReport.of(told, unchanged + placed.size() - told, cancelled, refused);
    }
  }

  private static Standing standing(List<Row> rows) {
    String[] channels = rows.getFirst().getArrayOfStrings("effective");
    return new Standing(
        channels == null ? null : List.of(channels),
        rows.stream().filter(row -> row.getString("channel") != null).map(Consents::said).toList());
  }

  private static Said said(Row row) {
    return new Said(
        row.getString("channel"),
        row.getString("said"),
        row.getOffsetDateTime("said_at").toInstant(),
        row.getString("proof_kind"),
        row.getString("proof"),
        row.getString("source"),
        row.getString("told_by"),
        row.getOffsetDateTime("recorded_at").toInstant(),
        row.getBoolean("of_address"),
        row.getLong("contact_point"));
  }
}
