package io.batuta.compliance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.batuta.compliance.Counted.Unit;
import io.batuta.compliance.FrequencyCap.Limit;
import io.batuta.compliance.MinimumGap.Gap;
import io.batuta.compliance.Verdict.Refused;
import io.batuta.ledger.DayCount;
import io.batuta.ledger.Reason;
import io.batuta.portfolio.Channel;
import io.batuta.portfolio.ChannelClass;
import java.time.Instant;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MinimumGapTest {

  private static final LocalDate MON_2026_11_23 = LocalDate.parse("2026-11-23");
  private static final Set<ChannelClass> ALL = EnumSet.allOf(ChannelClass.class);

  @Test
  void a_gap_keeps_days_free_between_two_contacts() {
    Rulebook everyOtherDay =
        new RulesInTurn(
            List.of(
                new FrequencyCap(
                    "test/cap", new Limit(ALL, Unit.ATTEMPT, 2, Period.CALENDAR_WEEK, false)),
                gap(2)));
    Situation ana = Ana.contacted(Ana.attempted(MON_2026_11_23, Channel.SMS));
    LocalDate tuesday = MON_2026_11_23.plusDays(1);
    assertEquals(
        refusal(MON_2026_11_23.plusDays(2)), everyOtherDay.judge(ana, on(Channel.SMS, tuesday)));
    assertEquals(
        new Verdict.Permitted(Instant.MAX),
        everyOtherDay.judge(ana, on(Channel.SMS, tuesday.plusDays(1))));
  }

  @ParameterizedTest
  @CsvSource({
    // days, day asked, first free day; one SMS left on Monday 2026-11-23
    "1, 2026-11-22, ", // it had not left yet
    "1, 2026-11-23, 2026-11-24",
    "1, 2026-11-24, ",
    "3, 2026-11-25, 2026-11-26",
    "3, 2026-11-26, ",
    "31, 2026-12-23, 2026-12-24",
    "31, 2026-12-24, "
  })
  void the_next_contact_waits_for_so_many_days(int days, LocalDate asked, LocalDate free) {
    Situation ana = Ana.contacted(Ana.attempted(MON_2026_11_23, Channel.SMS));
    assertEquals(
        Optional.ofNullable(free).map(MinimumGapTest::refusal),
        gap(days).judge(ana, on(Channel.SMS, asked)));
  }

  @Test
  void over_a_leap_day_two_days_are_two() {
    Situation ana = Ana.contacted(Ana.attempted(LocalDate.parse("2028-02-28"), Channel.SMS));
    assertEquals(
        Optional.of(refusal(LocalDate.parse("2028-03-01"))),
        gap(2).judge(ana, on(Channel.SMS, LocalDate.parse("2028-02-29"))));
  }

  @Test
  void only_what_its_unit_counts_is_waited_for() {
    MinimumGap answers = new MinimumGap("test/gap", new Gap(ALL, Unit.TWO_WAY, 2, false));
    assertEquals(
        Optional.empty(),
        answers.judge(
            Ana.contacted(new DayCount(MON_2026_11_23, Channel.SMS, 1, 1, 0)),
            on(Channel.SMS, MON_2026_11_23)));
    assertEquals(
        Optional.of(refusal(MON_2026_11_23.plusDays(2))),
        answers.judge(
            Ana.contacted(Ana.answered(MON_2026_11_23, Channel.SMS)),
            on(Channel.SMS, MON_2026_11_23)));
  }

  @ParameterizedTest
  @CsvSource({
    // each channel for itself?, made, proposed, refused
    "false, SMS, WHATSAPP, true",
    "true, SMS, WHATSAPP, false",
    "true, SMS, SMS, true",
    "false, CALL, SMS, false", // a call is not waited for
    "false, SMS, CALL, false" // and does not wait
  })
  void waits_within_its_classes(
      boolean perChannel, Channel made, Channel proposed, boolean refused) {
    MinimumGap texts =
        new MinimumGap("test/gap", new Gap(Set.of(ChannelClass.TEXT), Unit.ATTEMPT, 2, perChannel));
    Situation ana = Ana.contacted(Ana.attempted(MON_2026_11_23, made));
    assertEquals(refused, texts.judge(ana, on(proposed, MON_2026_11_23)).isPresent());
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1, 32})
  void a_gap_that_is_none_or_that_nobody_counts_is_refused(int days) {
    assertThrows(IllegalArgumentException.class, () -> new Gap(ALL, Unit.ATTEMPT, days, false));
  }

  private static MinimumGap gap(int days) {
    return new MinimumGap("test/gap", new Gap(ALL, Unit.ATTEMPT, days, false));
  }

  private static ProposedContact on(Channel channel, LocalDate day) {
    return new ProposedContact(channel, false, Ana.at(day + "T10:00"));
  }

  private static Refused refusal(LocalDate free) {
    return new Refused(Reason.FREQUENCY, "test/gap", Ana.at(free + "T00:00"));
  }
}
