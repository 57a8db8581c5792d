package io.batuta.compliance;

import static java.time.DayOfWeek.FRIDAY;
import static java.time.DayOfWeek.MONDAY;
import static java.time.DayOfWeek.SATURDAY;
import static java.time.DayOfWeek.THURSDAY;
import static java.time.DayOfWeek.TUESDAY;
import static java.time.DayOfWeek.WEDNESDAY;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.batuta.compliance.Addressee.Party;
import io.batuta.compliance.Verdict.Refused;
import io.batuta.ledger.Reason;
import io.batuta.portfolio.Channel;
import io.batuta.portfolio.ChannelClass;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Ana lives in Bogotá (UTC-5) and her number may not. Hours: Monday to Friday 07 to 19, Saturday 08
 * to 15. In November Madrid is UTC+1, Los Angeles UTC-8, Tokyo UTC+9. 2026-11-20 is a Friday.
 */
class TwoZonesTest {

  private final QuietHours rule = week("07:00", "19:00");

  @ParameterizedTest
  @CsvSource({
    // zones of the number, UTC, reason, not before (UTC); without reason: until (UTC)
    "Europe/Madrid, 2026-11-23T11:59:59.999Z, OUTSIDE_WINDOW, 2026-11-23T12:00:00Z", // 06:59 home
    "Europe/Madrid, 2026-11-23T12:00:00Z, , 2026-11-23T18:00:00Z", // closes in Madrid first
    "Europe/Madrid, 2026-11-23T17:59:59.999Z, , 2026-11-23T18:00:00Z",
    "Europe/Madrid, 2026-11-23T18:00:00Z, OUTSIDE_WINDOW, 2026-11-24T12:00:00Z", // 13:00 at home
    "Europe/Madrid, 2026-11-23T06:00:00Z, OUTSIDE_WINDOW, 2026-11-23T12:00:00Z", // 01:00 at home
    "Europe/Madrid, 2026-11-20T18:00:00Z, OUTSIDE_WINDOW, 2026-11-21T13:00:00Z", // Saturday
    "Europe/Madrid, 2026-11-21T13:00:00Z, , 2026-11-21T14:00:00Z", // an hour is left of it
    "Europe/Madrid, 2026-11-21T14:00:00Z, OUTSIDE_WINDOW, 2026-11-23T12:00:00Z",
    "America/Los_Angeles, 2026-11-23T14:59:59.999Z, OUTSIDE_WINDOW, 2026-11-23T15:00:00Z",
    "America/Los_Angeles, 2026-11-23T15:00:00Z, , 2026-11-24T00:00:00Z", // closes at home first
    "Asia/Tokyo, 2026-11-23T21:59:59.999Z, OUTSIDE_WINDOW, 2026-11-23T22:00:00Z",
    "Asia/Tokyo, 2026-11-23T22:00:00Z, , 2026-11-24T00:00:00Z", // there it is Tuesday 07:00
    "Asia/Tokyo, 2026-11-20T22:30:00Z, OUTSIDE_WINDOW, 2026-11-20T23:00:00Z", // Saturday 07:30
    // there
    "Asia/Tokyo, 2026-11-21T18:00:00Z, CLOSED_DAY, 2026-11-23T22:00:00Z", // there it is Sunday
    "Europe/Madrid;America/Los_Angeles, 2026-11-23T15:00:00Z, , 2026-11-23T18:00:00Z",
    "Europe/Madrid;America/Los_Angeles, 2026-11-23T14:00:00Z, OUTSIDE_WINDOW, 2026-11-23T15:00:00Z",
    "America/Bogota, 2026-11-23T23:59:59.999Z, , 2026-11-24T00:00:00Z" // the same twice
  })
  void only_hours_that_are_open_in_all_zones_are_hours(
      String zones, Instant at, Reason reason, Instant edge) {
    ProposedContact contact = contact(zones, at);
    if (reason == null) {
      assertEquals(Optional.empty(), rule.judge(Ana.fine(), contact));
      assertEquals(edge, rule.silentUntil(Ana.fine(), contact));
    } else {
      assertEquals(
          Optional.of(new Refused(reason, "test/window", edge)), rule.judge(Ana.fine(), contact));
      assertEquals(at, rule.silentUntil(Ana.fine(), contact));
    }
  }

  @ParameterizedTest
  @CsvSource({
    // When the clocks of Madrid change, the hours that both share do. Friday before, Monday after.
    "2026-03-27T12:00:00Z, 2026-03-27T18:00:00Z",
    "2026-03-30T12:00:00Z, 2026-03-30T17:00:00Z",
    "2026-10-23T12:00:00Z, 2026-10-23T17:00:00Z",
    "2026-10-26T12:00:00Z, 2026-10-26T18:00:00Z"
  })
  void a_change_of_clocks_in_one_zone_moves_the_common_hours(Instant opens, Instant closes) {
    assertEquals(Optional.empty(), rule.judge(Ana.fine(), contact("Europe/Madrid", opens)));
    assertEquals(closes, rule.silentUntil(Ana.fine(), contact("Europe/Madrid", opens)));
  }

  @Test
  void zones_that_share_no_hour_are_answered_with_never() {
    QuietHours morning = week("08:00", "10:00");
    Refused refused =
        morning
            .judge(Ana.fine(), contact("Asia/Tokyo", Instant.parse("2026-11-23T14:00:00Z")))
            .orElseThrow();
    assertNull(refused.notBefore());
  }

  @Test
  void a_class_without_hours_has_none_in_two_zones_either() {
    ProposedContact mail =
        new ProposedContact(
            Channel.EMAIL,
            false,
            contact("Asia/Tokyo", Instant.EPOCH).addressee(),
            Instant.parse("2026-11-22T08:00:00Z"));
    assertEquals(Optional.empty(), rule.judge(Ana.fine(), mail));
    assertEquals(Instant.MAX, rule.silentUntil(Ana.fine(), mail));
  }

  private static ProposedContact contact(String zones, Instant at) {
    return new ProposedContact(
        Channel.SMS,
        false,
        new Addressee(
            Party.DEBTOR,
            false,
            Arrays.stream(zones.split(";")).map(ZoneId::of).collect(Collectors.toSet())),
        at);
  }

  private static QuietHours week(String from, String to) {
    Map<DayOfWeek, List<ContactWindow>> week = new EnumMap<>(DayOfWeek.class);
    for (DayOfWeek day : List.of(MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY)) {
      week.put(day, List.of(window(from, to)));
    }
    week.put(SATURDAY, List.of(window("08:00", from.equals("07:00") ? "15:00" : to)));
    return new QuietHours("test/window", Map.of(ChannelClass.TEXT, new WeeklyHours(week)), null);
  }

  private static ContactWindow window(String from, String to) {
    return new ContactWindow(LocalTime.parse(from), LocalTime.parse(to));
  }
}
