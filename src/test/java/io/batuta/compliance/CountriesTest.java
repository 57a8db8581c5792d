package io.batuta.compliance;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.batuta.compliance.Verdict.Permitted;
import io.batuta.compliance.Verdict.Refused;
import io.batuta.ledger.DayCount;
import io.batuta.ledger.Reason;
import io.batuta.portfolio.Channel;
import io.batuta.portfolio.DebtorStatus;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The edges of each law as it ships, by the debtor's clock. Colombia has a test of its own.
 * Weekdays: 2026-11-20 Friday, 21 Saturday, 22 Sunday, 23 Monday, 24 Tuesday.
 */
class CountriesTest {

  private static final LocalDate MON_2026_11_23 = LocalDate.parse("2026-11-23");

  private final LawLibrary library = new LawLibrary();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # country | channel | zone | wall | reason, or nothing when permitted | rule | until, or not before
          CL | CALL  | America/Santiago | 2026-11-24T07:59:59.999 | OUTSIDE_WINDOW | cl/art-37/window | 2026-11-24T08:00
          CL | CALL  | America/Santiago | 2026-11-24T08:00        | | | 2026-11-24T20:00
          CL | VISIT | America/Santiago | 2026-11-21T19:59:59.999 | | | 2026-11-21T20:00
          CL | CALL  | America/Santiago | 2026-11-21T20:00        | OUTSIDE_WINDOW | cl/art-37/window | 2026-11-23T08:00
          CL | SMS   | America/Santiago | 2026-11-22T12:00        | CLOSED_DAY | cl/art-37/window-written | 2026-11-23T08:00
          CL | SMS   | America/Santiago | 2026-09-17T20:00        | OUTSIDE_WINDOW | cl/art-37/window-written | 2026-09-21T08:00
          CL | CALL  | America/Santiago | 2026-09-05T20:00        | OUTSIDE_WINDOW | cl/art-37/window | 2026-09-07T08:00
          CL | CALL  | America/Santiago | 2026-04-02T20:00        | OUTSIDE_WINDOW | cl/art-37/window | 2026-04-06T08:00
          CL | CALL  | America/Santiago | 2021-04-19T12:00        | NO_LAW | cl/no-law | 2021-04-20T00:00
          MX | CALL  | America/Tijuana  | 2026-11-24T06:59:59.999 | OUTSIDE_WINDOW | mx/condusef-2014/window | 2026-11-24T07:00
          MX | CALL  | America/Tijuana  | 2026-11-24T21:59:59.999 | | | 2026-11-24T22:00
          MX | CALL  | America/Tijuana  | 2026-11-24T22:00        | OUTSIDE_WINDOW | mx/condusef-2014/window | 2026-11-25T07:00
          MX | SMS   | America/Mexico_City | 2026-11-21T12:00     | CLOSED_DAY | mx/condusef-2014/weekdays | 2026-11-23T00:00
          MX | SMS   | America/Mexico_City | 2026-11-16T12:00     | CLOSED_DAY | mx/condusef-2014/weekdays | 2026-11-17T00:00
          PE | CALL  | America/Lima     | 2026-11-24T06:59:59.999 | OUTSIDE_WINDOW | pe/ley-29571-art-62/window | 2026-11-24T07:00
          PE | CALL  | America/Lima     | 2026-11-20T19:59:59.999 | | | 2026-11-20T20:00
          PE | CALL  | America/Lima     | 2026-11-20T20:00        | OUTSIDE_WINDOW | pe/ley-29571-art-62/window | 2026-11-23T07:00
          PE | WHATSAPP | America/Lima  | 2026-11-21T12:00        | CLOSED_DAY | pe/ley-29571-art-62/window-written | 2026-11-23T07:00
          PE | CALL  | America/Lima     | 2026-12-09T12:00        | CLOSED_DAY | pe/ley-29571-art-62/window | 2026-12-10T07:00
          AR | SMS   | America/Argentina/Cordoba | 2026-11-21T09:59:59.999 | OUTSIDE_WINDOW | ar-c/ley-6171/window | 2026-11-21T10:00
          AR | SMS   | America/Argentina/Cordoba | 2026-11-21T11:59:59.999 | | | 2026-11-21T12:00
          AR | CALL  | America/Argentina/Cordoba | 2026-11-20T20:00 | OUTSIDE_WINDOW | ar-c/ley-6171/window | 2026-11-21T10:00
          AR | LETTER | America/Argentina/Cordoba | 2026-12-07T12:00 | CLOSED_DAY | ar-c/ley-6171/window-letters | 2026-12-09T08:00
          PA | SMS   | America/Panama   | 2026-11-23T07:59:59.999 | OUTSIDE_WINDOW | pa/anteproyecto-89/window | 2026-11-23T08:00
          PA | SMS   | America/Panama   | 2026-11-23T18:00        | OUTSIDE_WINDOW | pa/anteproyecto-89/window | 2026-11-24T08:00
          PA | SMS   | America/Panama   | 2026-11-21T14:59:59.999 | | | 2026-11-21T15:00
          PA | SMS   | America/Panama   | 2026-12-21T12:00        | CLOSED_DAY | pa/anteproyecto-89/window | 2026-12-22T08:00
          EC | SMS   | America/Guayaquil | 2026-11-24T06:59:59.999 | OUTSIDE_WINDOW | ec/art-49/window | 2026-11-24T07:00
          EC | SMS   | Pacific/Galapagos | 2026-11-20T19:59:59.999 | | | 2026-11-20T20:00
          EC | SMS   | America/Guayaquil | 2026-11-20T20:00       | OUTSIDE_WINDOW | ec/art-49/window | 2026-11-23T07:00
          EC | SMS   | America/Guayaquil | 2026-05-25T12:00       | CLOSED_DAY | ec/art-49/window | 2026-05-26T07:00
          ES | CALL  | Europe/Madrid    | 2026-11-24T08:59:59.999 | OUTSIDE_WINDOW | es/practice/window | 2026-11-24T09:00
          ES | CALL  | Atlantic/Canary  | 2026-11-24T20:59:59.999 | | | 2026-11-24T21:00
          ES | CALL  | Europe/Madrid    | 2026-10-23T21:00        | OUTSIDE_WINDOW | es/practice/window | 2026-10-26T09:00
          ES | CALL  | Europe/Madrid    | 2026-03-27T21:00        | OUTSIDE_WINDOW | es/practice/window | 2026-03-30T09:00
          US | SMS   | America/New_York | 2026-11-26T07:59:59.999 | OUTSIDE_WINDOW | us/reg-f-1006-6-b/window | 2026-11-26T08:00
          US | EMAIL | America/New_York | 2026-11-22T20:59:59.999 | | | 2026-11-22T21:00
          US | CALL  | America/New_York | 2026-03-07T21:00        | OUTSIDE_WINDOW | us/reg-f-1006-6-b/window | 2026-03-08T08:00
          US | CALL  | America/New_York | 2026-10-31T21:00        | OUTSIDE_WINDOW | us/reg-f-1006-6-b/window | 2026-11-01T08:00
          US | LETTER | America/New_York | 2026-11-22T03:00       | | | 2026-11-23T00:00
          BR | SMS   | America/Sao_Paulo | 2026-11-24T08:59:59.999 | OUTSIDE_WINDOW | br/strictest-state/window | 2026-11-24T09:00
          BR | SMS   | America/Manaus   | 2026-11-24T18:59:59.999 | | | 2026-11-24T19:00
          BR | SMS   | America/Sao_Paulo | 2026-11-19T19:00       | OUTSIDE_WINDOW | br/strictest-state/window | 2026-11-23T09:00
          """)
  void hours_have_edges(
      String country,
      Channel channel,
      String zone,
      LocalDateTime wall,
      Reason reason,
      String rule,
      LocalDateTime edge) {
    ZoneId local = ZoneId.of(zone);
    assertEquals(
        reason == null
            ? new Permitted(edge.atZone(local).toInstant())
            : new Refused(reason, rule, edge.atZone(local).toInstant()),
        library
            .rulebook(Ana.bank(country, null), HouseRules.NONE)
            .judge(
                Ana.in(zone), new ProposedContact(channel, false, wall.atZone(local).toInstant())));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # country | made | attempts, delivered, two-way on Monday 2026-11-23 | proposed | day | rule | free on
          CL | CALL  | 1 0 0 | VISIT | 2026-11-28 | cl/art-37/call-or-visit-calendar-week | 2026-11-30
          CL | CALL  | 1 0 0 | CALL  | 2026-11-30 | |
          CL | CALL  | 1 0 0 | SMS   | 2026-11-24 | |
          CL | SMS   | 1 0 0 | EMAIL | 2026-11-25 | cl/art-37/written-apart | 2026-11-26
          CL | SMS   | 1 0 0 | EMAIL | 2026-11-26 | |
          CL | SMS   | 2 0 0 | EMAIL | 2026-11-26 | cl/art-37/written-calendar-week | 2026-11-30
          CL | SMS   | 1 0 0 | CALL  | 2026-11-24 | |
          PA | CALL  | 1 0 0 | CALL  | 2026-11-23 | pa/anteproyecto-89/call-a-day | 2026-11-24
          PA | CALL  | 1 0 0 | CALL  | 2026-11-24 | |
          PA | VISIT | 1 0 0 | VISIT | 2026-11-27 | pa/anteproyecto-89/visit-calendar-week | 2026-11-30
          EC | SMS   | 1 0 0 | EMAIL | 2026-11-23 | ec/art-49/once-a-day | 2026-11-24
          EC | SMS   | 1 0 0 | SMS   | 2026-11-24 | |
          US | CALL  | 7 0 0 | VOICE | 2026-11-29 | us/reg-f-1006-14-b-2-i-a/seven-calls | 2026-11-30
          US | CALL  | 7 0 0 | CALL  | 2026-11-30 | |
          US | CALL  | 6 0 0 | CALL  | 2026-11-23 | |
          US | CALL  | 0 0 1 | CALL  | 2026-11-29 | us/reg-f-1006-14-b-2-i-b/after-conversation | 2026-11-30
          US | CALL  | 0 0 1 | CALL  | 2026-11-30 | |
          US | SMS   | 9 9 9 | CALL  | 2026-11-23 | |
          MX | CALL  | 9 9 9 | CALL  | 2026-11-23 | |
          PE | CALL  | 9 9 9 | CALL  | 2026-11-23 | |
          """)
  void contact_has_limits(
      String country,
      Channel made,
      String counts,
      Channel proposed,
      LocalDate day,
      String rule,
      LocalDate free) {
    List<Integer> each = List.of(counts.split(" ")).stream().map(Integer::valueOf).toList();
    Situation ana =
        Ana.contacted(new DayCount(MON_2026_11_23, made, each.get(0), each.get(1), each.get(2)));
    Verdict verdict =
        library
            .rulebook(Ana.bank(country, null), HouseRules.NONE)
            .judge(ana, new ProposedContact(proposed, false, Ana.at(day + "T12:00")));
    if (rule != null) {
      assertEquals(new Refused(Reason.FREQUENCY, rule, Ana.at(free + "T00:00")), verdict);
    } else {
      assertEquals(Permitted.class, verdict.getClass(), verdict.toString());
    }
  }

  @Test
  void a_week_that_the_law_leaves_open_is_any_seven_days_too() {
    Situation calledOnFriday =
        Ana.contacted(Ana.attempted(LocalDate.parse("2026-11-20"), Channel.CALL));
    assertEquals(
        new Refused(
            Reason.FREQUENCY, "cl/art-37/call-or-visit-seven-days", Ana.at("2026-11-27T00:00")),
        library
            .rulebook(Ana.bank("CL", null), HouseRules.NONE)
            .judge(
                calledOnFriday,
                new ProposedContact(Channel.CALL, false, Ana.at("2026-11-23T12:00"))));
  }

  @ParameterizedTest
  @CsvSource({
    "CL, SUED, cl/art-37/sued",
    "CL, INSOLVENT, cl/art-37/sued",
    "CL, DECEASED, house/status",
    "US, DISPUTED, us/reg-f-1006-38/disputed",
    "MX, SUED, house/status",
    "PE, DECEASED, house/status"
  })
  void who_is_sued_insolvent_dead_or_in_dispute_is_left_alone_everywhere(
      String country, DebtorStatus status, String rule) {
    assertEquals(
        new Refused(Reason.STATUS, rule, null),
        library
            .rulebook(Ana.bank(country, null), HouseRules.NONE)
            .judge(
                Ana.withStatus(status),
                new ProposedContact(Channel.SMS, false, Ana.at("2026-11-24T12:00"))));
  }
}
