package io.batuta.compliance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.batuta.compliance.Counted.DirectContact;
import io.batuta.compliance.Counted.Unit;
import io.batuta.compliance.FrequencyCap.Limit;
import io.batuta.compliance.Verdict.Refused;
import io.batuta.ledger.DayCount;
import io.batuta.ledger.Reason;
import io.batuta.portfolio.Channel;
import io.batuta.portfolio.ChannelClass;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FrequencyCapTest {

  private static final LocalDate WED_2026_11_18 = LocalDate.parse("2026-11-18");
  private static final LocalDate SUN_2026_11_22 = LocalDate.parse("2026-11-22");
  private static final LocalDate MON_2026_11_23 = LocalDate.parse("2026-11-23");
  private static final Set<ChannelClass> ALL = EnumSet.allOf(ChannelClass.class);

  @ParameterizedTest
  @CsvSource({
    // period, day asked, first free day; one SMS left on Wednesday 2026-11-18
    "DAY, 2026-11-18, 2026-11-19",
    "DAY, 2026-11-19, ",
    "CALENDAR_WEEK, 2026-11-18, 2026-11-23",
    "CALENDAR_WEEK, 2026-11-22, 2026-11-23", // Sunday, the week's last day
    "CALENDAR_WEEK, 2026-11-23, ", // Monday, another week
    "ROLLING_7D, 2026-11-22, 2026-11-25",
    "ROLLING_7D, 2026-11-24, 2026-11-25", // the seventh day
    "ROLLING_7D, 2026-11-25, ",
    "ROLLING_7D, 2026-11-17, " // nothing had been sent yet
  })
  void a_contact_counts_for_its_period(Period period, LocalDate day, LocalDate free) {
    FrequencyCap once = new FrequencyCap("test/cap", cap(Unit.ATTEMPT, 1, period));
    Situation ana = Ana.contacted(Ana.attempted(WED_2026_11_18, Channel.SMS));
    assertEquals(Optional.ofNullable(free).map(FrequencyCapTest::refusal), judge(once, ana, day));
  }

  @ParameterizedTest
  @CsvSource({
    "2028-02-29, true", // the seventh day from Wednesday 2028-02-23 in a leap year
    "2028-03-01, false"
  })
  void seven_days_over_a_leap_day_are_seven(LocalDate day, boolean refused) {
    FrequencyCap once = new FrequencyCap("test/cap", cap(Unit.ATTEMPT, 1, Period.ROLLING_7D));
    Situation ana = Ana.contacted(Ana.attempted(LocalDate.parse("2028-02-23"), Channel.SMS));
    assertEquals(refused, judge(once, ana, day).isPresent());
  }

  @Test
  void the_last_of_the_year_counts_in_the_first_week_of_the_next() {
    FrequencyCap once = new FrequencyCap("test/cap", cap(Unit.ATTEMPT, 1, Period.CALENDAR_WEEK));
    LocalDate wed20261230 = LocalDate.parse("2026-12-30");
    LocalDate sat20270102 = LocalDate.parse("2027-01-02");
    Situation ana = Ana.contacted(Ana.attempted(wed20261230, Channel.SMS));
    assertEquals(
        Optional.of(refusal(LocalDate.parse("2027-01-04"))), judge(once, ana, sat20270102));
  }

  @Test
  void counts_add_up_over_days_and_channels_until_enough_of_them_are_old() {
    FrequencyCap three = new FrequencyCap("test/cap", cap(Unit.ATTEMPT, 3, Period.ROLLING_7D));
    Situation ana =
        Ana.contacted(
            new DayCount(WED_2026_11_18, Channel.EMAIL, 2, 0, 0),
            Ana.attempted(SUN_2026_11_22, Channel.SMS));
    assertEquals(
        Optional.of(refusal(LocalDate.parse("2026-11-25"))), judge(three, ana, MON_2026_11_23));
    assertEquals(
        Optional.empty(),
        judge(
            three,
            Ana.contacted(new DayCount(WED_2026_11_18, Channel.EMAIL, 2, 0, 0)),
            MON_2026_11_23));
  }

  @ParameterizedTest
  @CsvSource({
    "ATTEMPT, 1, 0, 0, true",
    "ATTEMPT, 0, 0, 0, false",
    "DELIVERED, 1, 0, 0, false",
    "DELIVERED, 1, 1, 0, true",
    "TWO_WAY, 1, 1, 0, false",
    "TWO_WAY, 1, 1, 1, true",
    "ATTEMPT, 0, 0, 1, true", // an answer is a direct contact under every reading
    "DELIVERED, 0, 0, 1, true"
  })
  void what_a_direct_contact_is_depends_on_the_reading(
      Unit reading, int attempts, int delivered, int twoWay, boolean counts) {
    FrequencyCap once =
        new FrequencyCap("test/cap", cap(new DirectContact(reading), 1, Period.DAY));
    Situation ana =
        Ana.contacted(new DayCount(MON_2026_11_23, Channel.SMS, attempts, delivered, twoWay));
    assertEquals(counts, judge(once, ana, MON_2026_11_23).isPresent());
  }

  @Test
  void bounds_only_its_classes_and_counts_only_them() {
    FrequencyCap calls =
        new FrequencyCap(
            "test/cap",
            new Limit(
                Set.of(ChannelClass.CALL, ChannelClass.VISIT), Unit.ATTEMPT, 1, Period.DAY, false));
    Situation rung = Ana.contacted(Ana.attempted(MON_2026_11_23, Channel.CALL));
    Situation written = Ana.contacted(Ana.attempted(MON_2026_11_23, Channel.SMS));
    assertEquals(false, judge(calls, rung, MON_2026_11_23).isPresent(), "an SMS is not bounded");
    assertEquals(true, calls.judge(rung, on(Channel.VISIT, MON_2026_11_23)).isPresent());
    assertEquals(false, calls.judge(written, on(Channel.CALL, MON_2026_11_23)).isPresent());
  }

  @Test
  void may_give_each_channel_a_count_of_its_own() {
    FrequencyCap each =
        new FrequencyCap("test/cap", new Limit(ALL, Unit.ATTEMPT, 1, Period.DAY, true));
    Situation ana = Ana.contacted(Ana.attempted(MON_2026_11_23, Channel.WHATSAPP));
    assertEquals(false, judge(each, ana, MON_2026_11_23).isPresent());
    assertEquals(true, each.judge(ana, on(Channel.WHATSAPP, MON_2026_11_23)).isPresent());
  }

  @Test
  void a_limit_that_would_never_let_go_is_refused() {
    assertThrows(
        IllegalArgumentException.class, () -> new Limit(ALL, Unit.ATTEMPT, 0, Period.DAY, false));
  }

  private static Limit cap(Counted unit, int max, Period period) {
    return new Limit(ALL, unit, max, period, false);
  }

  private static Optional<Refused> judge(FrequencyCap cap, Situation debtor, LocalDate day) {
    return cap.judge(debtor, on(Channel.SMS, day));
  }

  private static ProposedContact on(Channel channel, LocalDate day) {
    return new ProposedContact(channel, false, Ana.at(day + "T10:00"));
  }

  private static Refused refusal(LocalDate free) {
    return new Refused(Reason.FREQUENCY, "test/cap", Ana.at(free + "T00:00"));
  }
}
