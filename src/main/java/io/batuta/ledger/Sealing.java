package io.batuta.ledger;

import io.batuta.ledger.SealStore.Head;
import io.batuta.ledger.SealStore.OpenDay;
import io.batuta.ledger.SealStore.Tile;
import io.batuta.portfolio.CreditorId;
import io.batuta.postgres.Sql;
import io.batuta.postgres.Tx;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * Seals the days that are over: one pass over a day's facts for all creditors that stand at it.
 * Writers of today never meet it; one that still writes facts of that day is not waited for, its
 * creditor's day is left to the next call. Harmless at any time, and two at once share the work.
 */
@ApplicationScoped
public class Sealing {

  /** Longer than any run takes that began before midnight; a later one is refused. */
  static final Duration SEALED_AFTER = Duration.ofHours(2);

  /** What a call seals at most; the rest is the next call's. */
  private static final int DAYS_AT_MOST = 20;

  private static final int PAGE = 10_000;

  private static final Logger LOG = Logger.getLogger(Sealing.class);

  private final Sql sql;
  private final Clock clock;

  public Sealing(Sql sql, Clock clock) {
    this.sql = sql;
    this.clock = clock;
  }

  /** Seals what is over; answers how many creditors' days were sealed. */
  public Uni<Integer> seal() {
    Instant now = clock.instant();
    LocalDate open = LocalDate.ofInstant(now.minus(SEALED_AFTER), ZoneOffset.UTC);
    return Multi.createBy()
        .repeating()
        .uni(() -> round(open, now))
        .whilst(days -> days > 0)
        .select()
        .first(DAYS_AT_MOST)
        .collect()
        .with(Collectors.summingInt(days -> days))
        .invoke(days -> LOG.debugf("sealed %d days", days));
  }

  /** A day of each creditor that has one; a day that is still written to holds up no other. */
  private Uni<Integer> round(LocalDate open, Instant now) {
    return sql.acrossTenants(tx -> SealStore.openDays(tx, open))
        .onItem()
        .transformToMulti(days -> Multi.createFrom().iterable(byDay(days)))
        .onItem()
        .transformToUniAndConcatenate(oneDay -> sql.acrossTenants(tx -> seal(tx, oneDay, now)))
        .collect()
        .with(Collectors.summingInt(days -> days));
  }

  private static Collection<List<OpenDay>> byDay(List<OpenDay> days) {
    return days.stream()
        .collect(Collectors.groupingBy(OpenDay::day, TreeMap::new, Collectors.toList()))
        .values();
  }

  private static Uni<Integer> seal(Tx tx, List<OpenDay> asked, Instant now) {
    LocalDate day = asked.getFirst().day();
    return SealStore.take(tx, asked.stream().map(OpenDay::creditor).toList(), day)
        // Read again, since another may have sealed between the question and the lock.
        .chain(taken -> SealStore.heads(tx, taken).map(heads -> begun(taken, heads, day)))
        .chain(
            work ->
                work.trees.isEmpty()
                    ? Uni.createFrom().item(0)
                    : work.gather(tx).chain(() -> work.close(tx, now)));
  }

  private static Work begun(List<CreditorId> taken, Map<CreditorId, Head> heads, LocalDate day) {
    Work work = new Work(day);
    for (CreditorId creditor : taken) {
      Head head = heads.get(creditor);
      if (head == null) {
        work.begin(creditor, DaySeal.beforeTheFirst());
      } else if (head.day().equals(day.minusDays(1))) {
        work.begin(creditor, head.root());
      }
    }
    return work;
  }

  /** A day while it is read: the trees that grow, and tiles that wait to be written. */
  private static final class Work {
    private final LocalDate day;
    private final Map<CreditorId, DayTree> trees = new LinkedHashMap<>();
    private final List<Tile> full = new ArrayList<>();
    private OffsetDateTime after;
    private long fact = Long.MIN_VALUE;

    Work(LocalDate day) {
      this.day = day;
      this.after = SealStore.utc(DaySeal.begin(day));
    }

    void begin(CreditorId creditor, byte[] previous) {
      trees.put(
          creditor,
          new DayTree(creditor, day, previous, tile -> full.add(new Tile(creditor, tile))));
    }

    /** Page by page until one is not full. */
    Uni<Void> gather(Tx tx) {
      return Multi.createBy()
          .repeating()
          .uni(() -> page(tx))
          .whilst(read -> read == PAGE)
          .collect()
          .last()
          .replaceWithVoid();
    }

    private Uni<Integer> page(Tx tx) {
      return SealStore.leaves(tx, List.copyOf(trees.keySet()), after, fact, day, PAGE)
          .invoke(this::add)
          .call(() -> write(tx))
          .map(List::size);
    }

    private void add(List<Leaf> leaves) {
      for (Leaf leaf : leaves) {
        Objects.requireNonNull(trees.get(leaf.creditor())).add(leaf.fact(), leaf.content());
      }
      if (!leaves.isEmpty()) {
        after = leaves.getLast().recordedAt();
        fact = leaves.getLast().fact();
      }
    }

    private Uni<Void> write(Tx tx) {
      List<Tile> tiles = List.copyOf(full);
      full.clear();
      return SealStore.write(tx, day, tiles);
    }

    Uni<Integer> close(Tx tx, Instant now) {
      List<DaySeal> seals = trees.values().stream().map(tree -> tree.close(now)).toList();
      return write(tx).chain(() -> SealStore.seal(tx, day, now, seals)).replaceWith(seals.size());
    }
  }
}
