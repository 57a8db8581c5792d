package io.batuta.compliance;

import static java.time.DayOfWeek.FRIDAY;
import static java.time.DayOfWeek.MONDAY;
import static java.time.DayOfWeek.SATURDAY;
import static java.time.DayOfWeek.SUNDAY;
import static java.time.DayOfWeek.THURSDAY;
import static java.time.DayOfWeek.TUESDAY;
import static java.time.DayOfWeek.WEDNESDAY;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.batuta.compliance.Verdict.Refused;
import io.batuta.ledger.Reason;
import io.batuta.portfolio.Channel;
import io.batuta.portfolio.ChannelClass;
import io.batuta.time.BusinessCalendar;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Weekdays of the dates below: 2026-11-20 Friday, 21 Saturday, 22 Sunday, 23 Monday. 2026-11-16 is
 * a festivo on a Monday. 2026-12-08 is one on a Tuesday, 2026-12-25 and 2027-01-01 on Fridays.
 */
class QuietHoursTest {

  private static final BusinessCalendar COLOMBIA = BusinessCalendar.of("CO", null);
  private static final ContactWindow SEVEN_TO_SEVEN = window("07:00", "19:00");
  private static final Map<DayOfWeek, List<ContactWindow>> WEEK =
      Map.of(
          MONDAY, List.of(SEVEN_TO_SEVEN),
          TUESDAY, List.of(SEVEN_TO_SEVEN),
          WEDNESDAY, List.of(SEVEN_TO_SEVEN),
          THURSDAY, List.of(SEVEN_TO_SEVEN),
          FRIDAY, List.of(SEVEN_TO_SEVEN),
          SATURDAY, List.of(window("08:00", "15:00")));

  private final QuietHours rule = texts(WEEK, COLOMBIA);

  @ParameterizedTest
  @CsvSource({
    "2026-11-23T07:00:00, 2026-11-23T19:00:00", // Monday, the first instant
    "2026-11-23T12:00:00, 2026-11-23T19:00:00",
    "2026-11-23T18:59:59.999999999, 2026-11-23T19:00:00", // the last
    "2026-11-21T08:00:00, 2026-11-21T15:00:00", // Saturday
    "2026-11-21T14:59:59.999999999, 2026-11-21T15:00:00",
    "2026-12-31T18:59:59, 2026-12-31T19:00:00",
  })
  void is_silent_within_a_window_up_to_its_end(String wall, String closes) {
    assertEquals(Optional.empty(), judge(Ana.fine(), Ana.at(wall)));
    assertEquals(Ana.at(closes), rule.silentUntil(Ana.fine(), sms(Ana.at(wall))));
  }

  @ParameterizedTest
  @CsvSource({
    "2026-11-23T06:59:59.999999999, OUTSIDE_WINDOW, 2026-11-23T07:00", // Monday, too early
    "2026-11-23T00:00:00, OUTSIDE_WINDOW, 2026-11-23T07:00",
    "2026-11-23T19:00:00, OUTSIDE_WINDOW, 2026-11-24T07:00", // too late by nothing
    "2026-11-20T19:00:00, OUTSIDE_WINDOW, 2026-11-21T08:00", // Friday to Saturday
    "2026-11-21T07:59:59.999, OUTSIDE_WINDOW, 2026-11-21T08:00",
    "2026-11-21T15:00:00, OUTSIDE_WINDOW, 2026-11-23T07:00", // Saturday leaps the Sunday
    "2026-11-22T00:00:00, CLOSED_DAY, 2026-11-23T07:00", // Sunday
    "2026-11-22T23:59:59.999, CLOSED_DAY, 2026-11-23T07:00",
    "2026-11-16T10:00:00, CLOSED_DAY, 2026-11-17T07:00", // festivo on a Monday
    "2026-11-14T15:00:00, OUTSIDE_WINDOW, 2026-11-17T07:00", // over Sunday and festivo
    "2026-12-08T10:00:00, CLOSED_DAY, 2026-12-09T07:00", // festivo on a Tuesday
    "2026-12-24T19:00:00, OUTSIDE_WINDOW, 2026-12-26T08:00", // over Christmas to a Saturday
    "2026-12-31T19:00:00, OUTSIDE_WINDOW, 2027-01-02T08:00", // over the turn of the year
    "2026-04-01T19:00:00, OUTSIDE_WINDOW, 2026-04-04T08:00", // over Holy Thursday and Friday
  })
  void refuses_outside_and_says_when_the_next_window_opens(
      String wall, Reason reason, String opens) {
    assertEquals(
        Optional.of(new Refused(reason, "test/window", Ana.at(opens))),
        judge(Ana.fine(), Ana.at(wall)));
  }

  @ParameterizedTest
  @CsvSource({
    "America/Bogota, 2026-11-23T12:00:00Z", // 07:00 there
    "America/Mexico_City, 2026-11-23T13:00:00Z",
    "Europe/Madrid, 2026-11-23T06:00:00Z",
    "Asia/Tokyo, 2026-11-22T22:00:00Z", // already Monday there
  })
  void goes_by_the_debtors_clock_wherever_the_server_is(String zone, Instant opens) {
    assertEquals(Optional.empty(), judge(Ana.in(zone), opens));
    assertEquals(opens, judge(Ana.in(zone), opens.minusNanos(1)).orElseThrow().notBefore());
  }

  @Test
  void a_window_of_a_short_day_opens_when_the_clock_leaps_over_its_first_hour() {
    // Madrid, 2026-03-29, Sunday: at 02:00 it is 03:00.
    QuietHours early = texts(Map.of(SUNDAY, List.of(window("02:30", "09:00"))), null);
    Instant leap = Instant.parse("2026-03-29T01:00:00Z");
    assertTrue(judge(early, Ana.in("Europe/Madrid"), leap.minusNanos(1)).isPresent());
    assertEquals(Optional.empty(), judge(early, Ana.in("Europe/Madrid"), leap));
  }

  @Test
  void a_window_of_a_long_day_opens_and_closes_where_both_clocks_agree() {
    // Madrid, 2026-10-25, Sunday: at 03:00 it is 02:00 again; 02:30 comes at 00:30Z and at 01:30Z.
    ZoneId madrid = ZoneId.of("Europe/Madrid");
    ContactWindow opensTwice = window("02:30", "09:00");
    ContactWindow closesTwice = window("01:00", "02:30");
    var sunday = java.time.LocalDate.parse("2026-10-25");
    assertEquals(Instant.parse("2026-10-25T01:30:00Z"), opensTwice.opens(sunday, madrid));
    assertEquals(Instant.parse("2026-10-25T00:30:00Z"), closesTwice.closes(sunday, madrid));
  }

  @Test
  void the_day_after_the_clocks_change_opens_at_the_same_hour_on_the_wall() {
    // New York, 2026-03-08: Saturday 19:00 is UTC-5, Monday 07:00 is UTC-4.
    Situation newYork = Ana.in("America/New_York");
    Instant saturdayEvening = Instant.parse("2026-03-08T00:00:00Z");
    assertEquals(
        Instant.parse("2026-03-09T11:00:00Z"),
        judge(newYork, saturdayEvening).orElseThrow().notBefore());
  }

  @Test
  void between_two_windows_of_a_day_it_is_quiet() {
    QuietHours siesta =
        texts(
            Map.of(MONDAY, List.of(window("16:00", "24:00"), window("08:00", "12:00"))), COLOMBIA);
    assertEquals(
        Ana.at("2026-11-23T16:00"),
        judge(siesta, Ana.fine(), Ana.at("2026-11-23T12:00")).orElseThrow().notBefore());
    assertEquals(Optional.empty(), judge(siesta, Ana.fine(), Ana.at("2026-11-23T23:59:59.999")));
    assertEquals(
        Ana.at("2026-11-24T00:00"),
        siesta.silentUntil(Ana.fine(), sms(Ana.at("2026-11-23T23:59:59.999"))));
  }

  @Test
  void where_the_law_closes_no_holidays_a_holiday_is_a_day_like_others() {
    assertEquals(
        Optional.empty(), judge(texts(WEEK, null), Ana.fine(), Ana.at("2026-11-16T10:00")));
  }

  @Test
  void has_nothing_to_say_of_a_class_without_hours() {
    ProposedContact call =
        new ProposedContact(Channel.CALL, false, Ana.at("2026-11-22T03:00")); // Sunday night
    assertEquals(Optional.empty(), rule.judge(Ana.fine(), call));
    assertEquals(Instant.MAX, rule.silentUntil(Ana.fine(), call));
  }

  @Test
  void hours_that_never_come_are_answered_with_never() {
    QuietHours never = texts(new EnumMap<>(DayOfWeek.class), null);
    assertNull(judge(never, Ana.fine(), Ana.at("2026-11-23T10:00")).orElseThrow().notBefore());
  }

  private Optional<Refused> judge(Situation debtor, Instant at) {
    return judge(rule, debtor, at);
  }

  private static Optional<Refused> judge(QuietHours rule, Situation debtor, Instant at) {
    return rule.judge(debtor, sms(at));
  }

  private static ProposedContact sms(Instant at) {
    return new ProposedContact(Channel.SMS, false, at);
  }

  private static QuietHours texts(
      Map<DayOfWeek, List<ContactWindow>> week, BusinessCalendar holidays) {
    return new QuietHours(
        "test/window", Map.of(ChannelClass.TEXT, new WeeklyHours(week)), holidays);
  }

  private static ContactWindow window(String from, String to) {
    return new ContactWindow(
        LocalTime.parse(from), to.equals("24:00") ? LocalTime.MIDNIGHT : LocalTime.parse(to));
  }
}
