package io.batuta.compliance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.batuta.compliance.Earliest.Opening;
import io.batuta.compliance.Verdict.Permitted;
import io.batuta.compliance.Verdict.Refused;
import io.batuta.ledger.ContactHistory;
import io.batuta.ledger.DayCount;
import io.batuta.ledger.Reason;
import io.batuta.portfolio.Channel;
import io.batuta.portfolio.DebtorStatus;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EarliestTest {

  private static final LocalDate FRI_2026_11_20 = LocalDate.parse("2026-11-20");
  private static final LocalDate SUN_2026_11_22 = LocalDate.parse("2026-11-22");

  private static final LawLibrary LIBRARY = new LawLibrary();

  private final Rulebook colombia = rulebook("CO", null, HouseRules.NONE);

  @Test
  void a_contact_that_may_leave_now_leaves_now() {
    assertEquals(
        new Opening(Ana.at("2026-11-23T10:00"), Ana.at("2026-11-23T19:00")),
        ask(Ana.fine(), "2026-11-23T10:00", "2026-11-24T00:00"));
  }

  @Test
  void several_rules_are_waited_for_one_after_the_other() {
    // Paid on Saturday, promised for Sunday; Monday is the first day, at seven.
    Situation ana =
        Ana.withHistory(
            new ContactHistory(
                List.of(), null, null, Ana.at("2026-11-21T09:00"), SUN_2026_11_22, null));
    assertEquals(
        new Opening(Ana.at("2026-11-23T07:00"), Ana.at("2026-11-23T19:00")),
        ask(ana, "2026-11-21T10:00", "2026-11-28T00:00"));
  }

  @Test
  void the_last_refusal_is_told_when_the_range_ends_first() {
    Situation ana = Ana.contacted(Ana.attempted(FRI_2026_11_20, Channel.SMS));
    Refused refused =
        assertInstanceOf(Refused.class, ask(ana, "2026-11-20T12:00", "2026-11-21T08:00"));
    assertEquals("co/ley-2300-art-3/window", refused.rule(), "an opening at the end is outside");
    assertInstanceOf(Opening.class, ask(ana, "2026-11-20T12:00", "2026-11-21T08:00:00.001"));
  }

  @Test
  void what_time_does_not_lift_is_told_at_once() {
    assertEquals(
        new Refused(Reason.STATUS, "house/status", null),
        Earliest.permitted(
            colombia,
            Ana.withStatus(DebtorStatus.DECEASED),
            Channel.SMS,
            false,
            Ana.at("2026-11-23T10:00"),
            Ana.at("2027-11-23T10:00")));
  }

  @Test
  void an_empty_range_has_no_opening() {
    assertEquals(
        Reason.OUTSIDE_WINDOW,
        assertInstanceOf(Refused.class, ask(Ana.fine(), "2026-11-23T10:00", "2026-11-23T10:00"))
            .reason());
  }

  @Test
  void rules_that_hand_over_to_each_other_for_ever_are_left_after_some_leaps() {
    Rulebook tomorrow =
        (debtor, contact) ->
            new Refused(Reason.FREQUENCY, "test/again", contact.at().plus(Duration.ofMinutes(1)));
    assertInstanceOf(
        Refused.class,
        Earliest.permitted(
            tomorrow,
            Ana.fine(),
            Channel.SMS,
            false,
            Instant.EPOCH,
            Instant.parse("2026-11-23T00:00:00Z")));
  }

  @Test
  void a_rule_that_looks_back_is_a_mistake_and_said_so() {
    Rulebook broken =
        (debtor, contact) -> new Refused(Reason.FREQUENCY, "test/broken", contact.at());
    assertThrows(
        IllegalStateException.class,
        () ->
            Earliest.permitted(
                broken, Ana.fine(), Channel.SMS, false, Instant.EPOCH, Instant.ofEpochSecond(1)));
  }

  /** Ten days around a turn of the year, a festivo and changes of clocks, minute by minute. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
  void no_permitted_minute_lies_before_the_opening(long seed) {
    Random random = new Random(seed);
    for (int debtor = 0; debtor < 12; debtor++) {
      LocalDate first =
          pick(
              random,
              LocalDate.parse("2026-12-28"),
              LocalDate.parse("2026-11-12"),
              LocalDate.parse("2026-10-24"),
              LocalDate.parse("2026-03-27"),
              LocalDate.parse("2023-10-07"));
      Situation situation = situation(random, first);
      Rulebook rulebook =
          rulebook(
              pick(random, "CO", "CO", "CL", "MX", "AR", "EC"),
              random.nextBoolean() ? "SFC" : null,
              new HouseRules(
                  random.nextBoolean() ? 1 + random.nextInt(2) : null,
                  random.nextBoolean() ? 1 + random.nextInt(4) : null,
                  random.nextInt(3) == 0 ? 1 + random.nextInt(3) : null,
                  1 + random.nextInt(3),
                  2));
      Instant from =
          first.atStartOfDay(situation.zone()).toInstant().plusSeconds(60L * random.nextInt(2_000));
      Instant until = from.plus(Duration.ofHours(1 + random.nextInt(240)));
      boolean optedOut = random.nextInt(20) == 0;
      Channel channel = pick(random, Channel.values());
      Addressee addressee =
          new Addressee(
              Addressee.Party.DEBTOR,
              false,
              random.nextBoolean()
                  ? Set.of()
                  : Set.of(ZoneId.of(pick(random, "Europe/Madrid", "America/Los_Angeles"))));
      check(rulebook, situation, new ProposedContact(channel, optedOut, addressee, from), until);
    }
  }

  private static void check(
      Rulebook rulebook, Situation situation, ProposedContact contact, Instant until) {
    Instant from = contact.at();
    Earliest answer = Earliest.permitted(rulebook, situation, contact, until);
    Instant quietUntil = until;
    if (answer instanceof Opening opening) {
      quietUntil = opening.at();
      assertTrue(!opening.at().isBefore(from) && opening.at().isBefore(until));
      assertEquals(
          new Permitted(opening.until()),
          rulebook.judge(situation, contact.leavingAt(opening.at())));
      assertInstanceOf(
          Permitted.class,
          rulebook.judge(situation, contact.leavingAt(opening.until().minusNanos(1))));
      assertInstanceOf(
          Refused.class, rulebook.judge(situation, contact.leavingAt(opening.until())));
    }
    for (Instant at = from; at.isBefore(quietUntil); at = at.plusSeconds(60)) {
      assertInstanceOf(
          Refused.class,
          rulebook.judge(situation, contact.leavingAt(at)),
          "permitted at " + at + " though " + answer);
    }
  }

  private static Situation situation(Random random, LocalDate first) {
    ZoneId zone =
        ZoneId.of(
            pick(
                random,
                "America/Bogota",
                "America/Bogota",
                "America/Santiago",
                "Europe/Madrid",
                "Asia/Tokyo"));
    List<DayCount> days = new ArrayList<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      days.add(
          new DayCount(
              first.plusDays(random.nextInt(12) - 8),
              pick(random, Channel.values()),
              random.nextInt(2),
              random.nextInt(2),
              random.nextInt(2)));
    }
    Set<Channel> some = EnumSet.of(Channel.SMS, Channel.EMAIL);
    return new Situation(
        zone,
        null,
        random.nextInt(15) == 0 ? DebtorStatus.DISPUTED : DebtorStatus.ACTIVE,
        random.nextInt(15) == 0 ? 0 : 5_000,
        random.nextInt(4) == 0 ? some : null,
        new ContactHistory(
            days,
            null,
            null,
            random.nextInt(3) == 0 ? near(random, first, zone) : null,
            random.nextInt(3) == 0 ? first.plusDays(random.nextInt(8) - 2) : null,
            null));
  }

  private static Instant near(Random random, LocalDate first, ZoneId zone) {
    return first.atStartOfDay(zone).toInstant().plusSeconds(3_600L * (random.nextInt(72) - 48));
  }

  @SafeVarargs
  private static <T> T pick(Random random, T... choices) {
    return choices[random.nextInt(choices.length)];
  }

  private static Rulebook rulebook(String country, String supervisor, HouseRules house) {
    return LIBRARY.rulebook(Ana.bank(country, supervisor), house);
  }

  private Earliest ask(Situation debtor, String from, String until) {
    return Earliest.permitted(colombia, debtor, Channel.SMS, false, Ana.at(from), Ana.at(until));
  }
}
