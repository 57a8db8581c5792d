package io.batuta.ledger;

import io.batuta.portfolio.CreditorId;
import io.batuta.postgres.SqlFile;
import io.batuta.postgres.Tx;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * How many facts stand to the seals of their days, page after page: a day's roots are read once,
 * and a page looks into its own tiles alone. What is not there is looked for everywhere in its day
 * before we say that it was never sealed. For one reader, who reads in the order of the seal.
 */
public final class PageProofs {

  private static final SqlFile SEALS = SqlFile.of(PageProofs.class, "find-seals.sql");
  private static final SqlFile TILES = SqlFile.of(PageProofs.class, "find-tiles.sql");
  private static final SqlFile ANYWHERE = SqlFile.of(PageProofs.class, "find-tiles-of-facts.sql");

  private final CreditorId creditor;
  private final boolean inOrder;
  private @Nullable LocalDate reachedDay;
  private int reachedTile;
  private @Nullable LocalDate rootsOf;
  private MerkleLevels roots = new MerkleLevels(List.of());

  /**
   * @param inOrder every fact of the creditor will be asked for, in the order of the seal; false:
   *     some of them, wherever they stand
   */
  public PageProofs(CreditorId creditor, boolean inOrder) {
    this.creditor = creditor;
    this.inOrder = inOrder;
  }

  /**
   * A fact to be proven.
   *
   * @param content its canonical form, as read-leaves.sql makes it
   */
  public record Asked(long fact, Instant recordedAt, String content) {
    LocalDate day() {
      return recordedAt.atOffset(ZoneOffset.UTC).toLocalDate();
    }
  }

  private record Tile(LocalDate day, LeafTile leaves) {}

  /** The seals that a page asks for, and what was found under them so far. */
  private record Page(
      List<Asked> asked, NavigableMap<LocalDate, DaySeal> seals, Map<Long, FactProof> found) {

    List<Asked> missing() {
      return asked.stream()
          .filter(each -> seals.containsKey(each.day()) && !found.containsKey(each.fact()))
          .toList();
    }

    Map<Long, SealedFact> answer() {
      Map<Long, SealedFact> answer = new HashMap<>();
      for (Asked each : asked) {
        FactProof proof = found.get(each.fact());
        boolean open = seals.isEmpty() || each.day().isAfter(seals.lastKey());
        answer.put(
            each.fact(),
            proof != null
                ? SealedFact.of(proof)
                : open ? SealedFact.NOT_SEALED : SealedFact.INSERTED);
      }
      return answer;
    }
  }

  /** By fact; of every one that was asked. */
  public Uni<Map<Long, SealedFact>> of(Tx tx, List<Asked> asked) {
    if (asked.isEmpty()) {
      return Uni.createFrom().item(Map.of());
    }
    LocalDate[] days = asked.stream().map(Asked::day).distinct().toArray(LocalDate[]::new);
    return tx.list(
            SEALS,
            Tuple.tuple().addInteger(creditor.value()).addArrayOfLocalDate(days),
            row -> SealStore.daySeal(creditor, row))
        .map(
            seals ->
                new Page(
                    asked,
                    seals.stream()
                        .collect(
                            Collectors.toMap(
                                DaySeal::day, seal -> seal, (a, b) -> a, TreeMap::new)),
                    new HashMap<>()))
        .chain(page -> (inOrder ? near(tx, page) : Uni.createFrom().item(page)))
        .chain(page -> anywhere(tx, page))
        .invoke(this::reach)
        .map(Page::answer);
  }

  /** Where they must be, when nothing was put in or taken away. */
  private Uni<Page> near(Tx tx, Page page) {
    Map<LocalDate, Long> perDay =
        page.missing().stream()
            .collect(Collectors.groupingBy(Asked::day, TreeMap::new, Collectors.counting()));
    List<LocalDate> days = new ArrayList<>();
    List<Integer> first = new ArrayList<>();
    List<Integer> last = new ArrayList<>();
    perDay.forEach(
        (day, facts) -> {
          int begin = day.equals(reachedDay) ? reachedTile : 0;
          days.add(day);
          first.add(begin);
          last.add(begin + (int) (facts / LeafTile.SIZE) + 1);
        });
    return prove(
        tx,
        page,
        TILES,
        Tuple.tuple()
            .addInteger(creditor.value())
            .addArrayOfLocalDate(days.toArray(LocalDate[]::new))
            .addArrayOfInteger(first.toArray(Integer[]::new))
            .addArrayOfInteger(last.toArray(Integer[]::new)));
  }

  private Uni<Page> anywhere(Tx tx, Page page) {
    List<Asked> missing = page.missing();
    return prove(
        tx,
        page,
        ANYWHERE,
        Tuple.tuple()
            .addInteger(creditor.value())
            .addArrayOfLocalDate(missing.stream().map(Asked::day).toArray(LocalDate[]::new))
            .addArrayOfLong(missing.stream().map(Asked::fact).toArray(Long[]::new)));
  }

  private Uni<Page> prove(Tx tx, Page page, SqlFile statement, Tuple arguments) {
    Map<Long, Asked> missing =
        page.missing().stream().collect(Collectors.toMap(Asked::fact, each -> each));
    return missing.isEmpty()
        ? Uni.createFrom().item(page)
        : tx.list(statement, arguments, PageProofs::tile)
            .chain(tiles -> prove(tx, page, missing, List.copyOf(byDay(tiles).values()), 0));
  }

  private static Map<LocalDate, List<Tile>> byDay(List<Tile> tiles) {
    return tiles.stream()
        .collect(Collectors.groupingBy(Tile::day, TreeMap::new, Collectors.toList()));
  }

  /** One day after the other, each with its roots. */
  private Uni<Page> prove(
      Tx tx, Page page, Map<Long, Asked> missing, List<List<Tile>> days, int at) {
    if (at == days.size()) {
      return Uni.createFrom().item(page);
    }
    List<Tile> tiles = days.get(at);
    return rootsOf(tx, tiles.getFirst().day())
        .invoke(all -> tiles.forEach(tile -> prove(page, missing, tile, all)))
        .chain(() -> prove(tx, page, missing, days, at + 1));
  }

  private Uni<MerkleLevels> rootsOf(Tx tx, LocalDate day) {
    if (day.equals(rootsOf)) {
      return Uni.createFrom().item(roots);
    }
    return tx.list(
            "SELECT root FROM ledger_tile WHERE creditor_id = $1 AND day = $2 ORDER BY tile",
            Tuple.of(creditor.value(), day),
            row -> SealStore.bytes(row, "root"))
        .map(MerkleLevels::new)
        .invoke(
            read -> {
              rootsOf = day;
              roots = read;
            });
  }

  private void prove(Page page, Map<Long, Asked> missing, Tile tile, MerkleLevels dayRoots) {
    LeafTile leaves = tile.leaves();
    DaySeal seal = page.seals().get(tile.day());
    long firstLeaf = (long) leaves.number() * LeafTile.SIZE;
    // Also where tiles were taken away or put in: what they hold is not among the leaves.
    if (seal == null
        || leaves.facts().stream().noneMatch(missing::containsKey)
        || leaves.number() >= dayRoots.leaves()
        || firstLeaf + leaves.facts().size() > seal.facts() + 1) {
      return;
    }
    List<byte[]> upper = dayRoots.path(leaves.number());
    MerkleLevels levels = new MerkleLevels(leaves.hashes());
    for (int place = 0; place < leaves.facts().size(); place++) {
      Asked asked = missing.get(leaves.facts().get(place));
      if (asked != null && asked.day().equals(tile.day())) {
        List<byte[]> path = new ArrayList<>(levels.path(place));
        path.addAll(upper);
        page.found()
            .put(
                asked.fact(),
                new FactProof(
                    asked.content(),
                    new InclusionProof(firstLeaf + place, seal.facts() + 1, path),
                    seal));
      }
    }
  }

  /** Where the last fact stood that was found: the next page begins there. */
  private void reach(Page page) {
    for (Asked asked : page.asked().reversed()) {
      FactProof proof = page.found().get(asked.fact());
      if (proof != null) {
        reachedDay = asked.day();
        reachedTile = (int) (proof.proof().index() / LeafTile.SIZE);
        return;
      }
    }
  }

  private static Tile tile(Row row) {
    return new Tile(
        row.getLocalDate("day"),
        LeafTile.of(
            row.getInteger("tile"),
            row.getArrayOfLongs("fact_ids"),
            SealStore.bytes(row, "hashes")));
  }
}
