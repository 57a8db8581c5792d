package io.batuta.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.batuta.ledger.Finding.What;
import io.batuta.portfolio.CreditorId;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DayCheckTest {

  private static final CreditorId BANK = new CreditorId(7);
  private static final LocalDate MON_2026_11_23 = LocalDate.parse("2026-11-23");
  private static final Instant NIGHT = Instant.parse("2026-11-24T02:00:00Z");
  private static final int FACTS = 600;

  private final List<LeafTile> tiles = new ArrayList<>();
  private final Map<Long, byte[]> hashes = new HashMap<>();
  private final Map<Long, String> now = new TreeMap<>();
  private DaySeal seal = sealed();

  /** Facts 10, 20, 30 … each saying its number. */
  private DaySeal sealed() {
    tiles.clear();
    DayTree tree = new DayTree(BANK, MON_2026_11_23, DaySeal.beforeTheFirst(), tiles::add);
    for (long fact = 10; fact <= 10 * FACTS; fact += 10) {
      tree.add(fact, "fact " + fact);
      hashes.put(fact, MerkleTree.leaf("fact " + fact));
      now.put(fact, "fact " + fact);
    }
    return tree.close(NIGHT);
  }

  @Test
  void what_is_as_it_was_has_nothing_to_find() {
    assertNull(found());
  }

  @Test
  void the_first_that_was_altered_is_named() {
    now.put(2_560L, "another");
    now.put(3_000L, "another");
    assertEquals(new Finding(What.ALTERED, MON_2026_11_23, 2_560L), found());
  }

  @Test
  void the_first_that_is_missing_is_named_wherever_it_stood() {
    for (long gone : List.of(10L, 2_550L, 10L * FACTS)) {
      String said = now.remove(gone);
      assertEquals(new Finding(What.MISSING, MON_2026_11_23, gone), found());
      now.put(gone, said);
    }
  }

  @Test
  void the_first_that_was_inserted_is_named_wherever_it_stands() {
    for (long more : List.of(1L, 2_555L, 10L * FACTS + 1)) {
      now.put(more, "more");
      assertEquals(new Finding(What.INSERTED, MON_2026_11_23, more), found());
      now.remove(more);
    }
  }

  @Test
  void a_day_that_lost_everything_misses_its_first() {
    now.clear();
    assertEquals(new Finding(What.MISSING, MON_2026_11_23, 10L), found());
  }

  /** The forger took the hash along; the root tells. */
  @Test
  void hashes_that_were_changed_with_their_fact_do_not_come_to_the_root() {
    now.put(2_560L, "another");
    LeafTile tile = tiles.get(1);
    List<byte[]> forged = new ArrayList<>(tile.hashes());
    forged.set(0, MerkleTree.leaf("another"));
    tiles.set(1, new LeafTile(1, tile.facts(), forged));
    assertEquals(new Finding(What.LEAVES_CHANGED, MON_2026_11_23, null), found());
  }

  @Test
  void a_seal_of_another_day_creditor_or_past_is_not_this_one() {
    DaySeal good = seal;
    for (DaySeal bad :
        List.of(
            new DaySeal(new CreditorId(8), good.day(), FACTS, good.root(), good.previous(), NIGHT),
            new DaySeal(BANK, good.day().plusDays(1), FACTS, good.root(), good.previous(), NIGHT),
            new DaySeal(BANK, good.day(), FACTS, good.root(), good.root(), NIGHT),
            new DaySeal(BANK, good.day(), FACTS + 1, good.root(), good.previous(), NIGHT))) {
      seal = bad;
      assertEquals(new Finding(What.LEAVES_CHANGED, bad.day(), null), found());
    }
  }

  @Test
  void a_seal_follows_that_of_the_day_before() {
    DaySeal next = after(seal, 1, seal.root());
    assertEquals(Optional.empty(), DayCheck.chain(null, seal));
    assertEquals(Optional.empty(), DayCheck.chain(seal, next));
    Finding broken = new Finding(What.CHAIN_BROKEN, next.day(), null);
    assertEquals(Optional.of(broken), DayCheck.chain(null, next));
    assertEquals(Optional.of(broken), DayCheck.chain(seal, after(seal, 1, seal.previous())));
    DaySeal skipped = after(seal, 2, seal.root());
    assertEquals(
        Optional.of(new Finding(What.CHAIN_BROKEN, skipped.day(), null)),
        DayCheck.chain(seal, skipped));
  }

  private static DaySeal after(DaySeal seal, int days, byte[] previous) {
    return new DaySeal(BANK, seal.day().plusDays(days), 0, seal.root(), previous, NIGHT);
  }

  private @Nullable Finding found() {
    DayCheck check =
        new DayCheck(
            seal,
            fact -> Optional.ofNullable(hashes.get(fact)),
            Set.copyOf(now.keySet())::contains);
    int next = 0;
    for (Map.Entry<Long, String> each : now.entrySet()) {
      while (check.needsLeaves() && next < tiles.size()) {
        LeafTile tile = tiles.get(next++);
        check.leaves(tile, tile.root());
      }
      Optional<Finding> finding = check.fact(each.getKey(), each.getValue());
      if (finding.isPresent()) {
        return finding.get();
      }
    }
    while (next < tiles.size()) {
      LeafTile tile = tiles.get(next++);
      check.leaves(tile, tile.root());
    }
    return check.end().orElse(null);
  }
}
