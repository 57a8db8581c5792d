package io.batuta.suppression;

import static io.batuta.postgres.Columns.column;

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
   * Who tells it.
   *
   * @param source {@code api} or {@code file}
   * @param by an id
   * @param isPerson false: a program, which gives nothing that a person recorded as taken back
   */
  public record Teller(String source, String by, boolean isPerson) {}

  /** Begins the reason of a refusal, where a program would undo what a person recorded. */
  public static final String PERSONS_WORD = "a person recorded that it was taken back";

  /** Records each; one that cannot be recorded is refused, and the rest goes on. */
  public Uni<LinesReport> record(Creditor creditor, List<ConsentLine> lines, Teller teller) {
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
        .chain(() -> batches(creditor, sound, teller, now))
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
      Creditor creditor, List<Sound> sound, Teller teller, Instant now) {
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
                            held(tx, creditor, batch)
                                .chain(() -> batch(tx, creditor, batch, teller, now)))))
        .collect()
        .in(() -> new LinesReport[] {LinesReport.NONE}, (sum, part) -> sum[0] = sum[0].plus(part))
        .map(sum -> sum[0]);
  }

  /**
   * The debtors first, in the order of their keys, so that no two wait for each other in a ring and
   * what is read holds. A single word waits for no file: a merge writes nothing that it reads.
   */
  private static Uni<Void> held(Tx tx, Creditor creditor, List<Sound> sound) {
    String[] numbers = column(sound, s -> s.line().debtor(), String[]::new);
    return (sound.size() == 1
            ? Uni.createFrom().voidItem()
            : PortfolioLock.shared(tx, creditor.id()))
        .chain(() -> PortfolioLock.debtors(tx, creditor.id(), numbers, new String[0]));
  }

  private Uni<LinesReport> batch(
      Tx tx, Creditor creditor, List<Sound> sound, Teller teller, Instant now) {
    ConsentBook book = new ConsentBook(tx, creditor.id());
    return book.find(sound)
        .map(found -> Sorted.of(sound, found, teller))
        .chain(
            sorted ->
                sorted.placed().isEmpty()
                    ? Uni.createFrom().item(sorted.report(0, 0))
                    : write(tx, creditor, book, sorted, teller, now));
  }

  private Uni<LinesReport> write(
      Tx tx, Creditor creditor, ConsentBook book, Sorted sorted, Teller teller, Instant now) {
    List<Placed> revoked = sorted.placed().stream().filter(p -> !p.consent().given()).toList();
    return book.onTheirWay(revoked)
        .chain(
            debtors -> silence.over(tx, creditor.id(), debtors, Reason.CHANNEL_NOT_AUTHORISED, now))
        .chain(
            cancelled ->
                book.tell(sorted.placed(), teller, now)
                    .call(() -> book.apply(sorted.placed()))
                    .map(told -> sorted.report(told, cancelled)));
  }

  /** Lines whose debtor is there, and the refusals of the others. */
  private record Sorted(List<Placed> placed, int unchanged, List<LineRejection> refused) {

    static Sorted of(List<Sound> sound, Map<Long, Found> all, Teller teller) {
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
        } else if (!teller.isPerson() && undoes(consent, found)) {
          refused.add(consent.line().refused("said", PERSONS_WORD + "; a person gives it again"));
        } else {
          placed.add(new Placed(consent, found));
        }
      }
      return new Sorted(placed, unchanged, refused);
    }

    private static boolean undoes(Sound consent, Found found) {
      Instant revoked = found.personRevokedAt();
      return consent.given() && revoked != null && consent.at().isAfter(revoked);
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
