package io.batuta.local.verify;

import io.batuta.ledger.DayCheck;
import io.batuta.ledger.DaySeal;
import io.batuta.ledger.Finding;
import io.batuta.ledger.Finding.What;
import io.batuta.local.verify.LedgerReader.Content;
import io.batuta.local.verify.LedgerReader.KeptTile;
import io.batuta.local.verify.LedgerReader.Named;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Goes through one creditor's days in order and stops at the first thing that is not as sealed. */
final class Verification {

  private final LedgerReader reader;
  private final LocalDate from;
  private final LocalDate to;

  /**
   * What was found of one creditor.
   *
   * @param days that are as they were sealed
   * @param facts in them
   * @param notSealed facts after the last seal
   * @param finding the first that is not as sealed; null: everything is
   */
  record Verdict(Named creditor, int days, long facts, long notSealed, @Nullable Finding finding) {}

  /**
   * @param from the first day that is looked at, {@link LocalDate#EPOCH} for all there are
   * @param to the last
   */
  Verification(LedgerReader reader, LocalDate from, LocalDate to) {
    this.reader = reader;
    this.from = from;
    this.to = to;
  }

  /**
   * @param anchored roots by day that were put where nobody can change them, in hexadecimal
   */
  Verdict of(Named creditor, Map<LocalDate, String> anchored) throws SQLException {
    List<DaySeal> seals = reader.seals(creditor.id(), from, to);
    TreeMap<LocalDate, String> wanted = new TreeMap<>(anchored);
    wanted.keySet().removeIf(day -> day.isBefore(from) || day.isAfter(to));
    @Nullable DaySeal before = beforeTheFirst(creditor, seals);
    long facts = 0;
    int days = 0;
    @Nullable Finding finding = unsealedBefore(creditor, seals).orElse(null);
    for (DaySeal seal : seals) {
      if (finding != null) {
        break;
      }
      finding = day(before, seal, wanted.remove(seal.day())).orElse(null);
      if (finding == null) {
        days++;
        facts += seal.facts();
        before = seal;
      }
    }
    if (finding == null && !wanted.isEmpty()) {
      finding = new Finding(What.NOT_AS_ANCHORED, wanted.firstKey(), null);
    }
    LocalDate open = seals.isEmpty() ? from : seals.getLast().day().plusDays(1);
    long notSealed = open.isAfter(to) ? 0 : reader.countFrom(creditor.id(), open);
    return new Verdict(creditor, days, facts, notSealed, finding);
  }

  /** The seal that the first one we look at must follow; null where it must be the first of all. */
  private @Nullable DaySeal beforeTheFirst(Named creditor, List<DaySeal> seals)
      throws SQLException {
    if (seals.isEmpty()) {
      return null;
    }
    List<DaySeal> earlier =
        reader.seals(creditor.id(), LocalDate.EPOCH, seals.getFirst().day().minusDays(1));
    return earlier.isEmpty() ? null : earlier.getLast();
  }

  /** Nothing of a creditor is older than its first seal. */
  private Optional<Finding> unsealedBefore(Named creditor, List<DaySeal> seals)
      throws SQLException {
    if (seals.isEmpty() || from.isAfter(LocalDate.EPOCH)) {
      return Optional.empty();
    }
    return reader
        .firstBefore(creditor.id(), seals.getFirst().day())
        .map(early -> new Finding(What.INSERTED, early.recordedAt().toLocalDate(), early.fact()));
  }

  private Optional<Finding> day(@Nullable DaySeal before, DaySeal seal, @Nullable String anchored)
      throws SQLException {
    Optional<Finding> finding = facts(seal);
    if (finding.isEmpty()) {
      finding = DayCheck.chain(before, seal);
    }
    if (finding.isEmpty() && anchored != null && !anchored.equals(DaySeal.hex(seal.root()))) {
      finding = Optional.of(new Finding(What.NOT_AS_ANCHORED, seal.day(), null));
    }
    return finding;
  }

  private Optional<Finding> facts(DaySeal seal) throws SQLException {
    DayCheck check =
        new DayCheck(
            seal,
            fact -> asked(() -> reader.sealedHash(seal, fact)),
            fact -> asked(() -> reader.hasFact(seal.creditor(), fact)));
    Tiles tiles = new Tiles(seal, check);
    Optional<String> table = reader.tableOf(seal.day());
    if (table.isEmpty() && seal.facts() > 0) {
      return Optional.of(new Finding(What.MONTH_GONE, seal.day(), null));
    }
    OffsetDateTime after = LedgerReader.utc(DaySeal.begin(seal.day()));
    long fact = Long.MIN_VALUE;
    boolean more = table.isPresent();
    while (more) {
      List<Content> page = reader.leaves(table.orElseThrow(), seal, after, fact);
      for (Content each : page) {
        tiles.bring();
        Optional<Finding> finding = check.fact(each.fact(), each.content());
        if (finding.isPresent()) {
          return finding;
        }
        after = each.recordedAt();
        fact = each.fact();
      }
      more = page.size() == LedgerReader.PAGE;
    }
    tiles.bringAll();
    return check.end();
  }

  /** The tiles of a day, in order, as the check asks for them. */
  private final class Tiles {
    private final DaySeal seal;
    private final DayCheck check;
    private int next;
    private boolean more = true;

    Tiles(DaySeal seal, DayCheck check) {
      this.seal = seal;
      this.check = check;
    }

    /** Until there is a leaf to compare, or no tile any more. */
    void bring() throws SQLException {
      while (more && check.needsLeaves()) {
        one();
      }
    }

    void bringAll() throws SQLException {
      while (more) {
        one();
      }
    }

    private void one() throws SQLException {
      Optional<KeptTile> tile = reader.tile(seal, next++);
      more = tile.isPresent();
      tile.ifPresent(kept -> check.leaves(kept.leaves(), kept.root()));
    }
  }

  @FunctionalInterface
  private interface Question<T> {
    T ask() throws SQLException;
  }

  private static <T> T asked(Question<T> question) {
    try {
      return question.ask();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
