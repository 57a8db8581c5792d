package io.batuta.compliance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.batuta.compliance.Verdict.Permitted;
import io.batuta.compliance.Verdict.Refused;
import io.batuta.ledger.ContactHistory;
import io.batuta.ledger.DayCount;
import io.batuta.ledger.Reason;
import io.batuta.portfolio.Channel;
import io.batuta.portfolio.DebtorStatus;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The law of Colombia as it ships, with the house rules that every creditor has. */
class ColombiaTest {

  private static final LocalDate WED_2026_11_18 = LocalDate.parse("2026-11-18");
  private static final LocalDate SUN_2026_11_22 = LocalDate.parse("2026-11-22");
  private static final LocalDate MON_2026_11_23 = LocalDate.parse("2026-11-23");
  private static final LocalDate TUE_2026_11_24 = LocalDate.parse("2026-11-24");
  private static final Instant MON_10_AM = Ana.at("2026-11-23T10:00");

  private final LawLibrary library = new LawLibrary();
  private final Rulebook colombia = library.rulebook(Ana.bank("CO", null), HouseRules.NONE);

  @Test
  void a_debtor_whom_nothing_protects_may_be_contacted_until_the_window_ends() {
    for (Channel channel : Set.of(Channel.SMS, Channel.EMAIL, Channel.CALL, Channel.LETTER)) {
      assertEquals(
          new Permitted(Ana.at("2026-11-23T19:00")), judge(Ana.fine(), channel, MON_10_AM));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "2026-11-23T06:59:59.999, OUTSIDE_WINDOW, 2026-11-23T07:00",
    "2026-11-23T19:00, OUTSIDE_WINDOW, 2026-11-24T07:00",
    "2026-11-21T15:00, OUTSIDE_WINDOW, 2026-11-23T07:00",
    "2026-11-22T10:00, CLOSED_DAY, 2026-11-23T07:00",
    "2026-11-16T10:00, CLOSED_DAY, 2026-11-17T07:00"
  })
  void outside_the_hours_of_article_3_nothing_leaves(String wall, Reason reason, String opens) {
    assertEquals(
        new Refused(reason, "co/ley-2300-art-3/window", Ana.at(opens)),
        judge(Ana.fine(), Channel.SMS, Ana.at(wall)));
  }

  @ParameterizedTest
  @CsvSource({
    "2023-10-09T10:00, co/no-law, 2023-10-10T00:00", // Monday; the law came on the Tuesday
    "2023-10-10T06:59, co/ley-2300-art-3/window, 2023-10-10T07:00"
  })
  void before_the_law_that_we_hold_nothing_is_known(String wall, String rule, String from) {
    Refused refused = refused(judge(Ana.fine(), Channel.SMS, Ana.at(wall)));
    assertEquals(rule, refused.rule());
    assertEquals(Ana.at(from), refused.notBefore());
  }

  @ParameterizedTest
  @EnumSource(DebtorStatus.class)
  void only_an_active_debtor_is_contacted(DebtorStatus status) {
    Verdict verdict = judge(Ana.withStatus(status), Channel.SMS, MON_10_AM);
    if (status == DebtorStatus.ACTIVE) {
      assertInstanceOf(Permitted.class, verdict);
    } else {
      Reason reason = status == DebtorStatus.HELD ? Reason.HELD : Reason.STATUS;
      assertEquals(new Refused(reason, "house/status", null), verdict);
    }
  }

  @ParameterizedTest
  @CsvSource({"1, true", "0, false", "-1, false"})
  void who_owes_nothing_hears_nothing(long balance, boolean permitted) {
    Verdict verdict = judge(Ana.owing(balance), Channel.SMS, MON_10_AM);
    assertEquals(permitted, verdict instanceof Permitted);
    if (!permitted) {
      assertEquals(Reason.NOTHING_OWED, refused(verdict).reason());
    }
  }

  @Test
  void an_address_that_said_stop_is_silent_for_ever() {
    assertEquals(
        new Refused(Reason.OPTED_OUT, "house/opt-out", null),
        colombia.judge(Ana.fine(), new ProposedContact(Channel.SMS, true, MON_10_AM)));
  }

  @Test
  void only_authorised_channels_are_used_and_none_where_none_was_given() {
    Situation mailOnly = Ana.authorising(Set.of(Channel.EMAIL));
    assertInstanceOf(Permitted.class, judge(mailOnly, Channel.EMAIL, MON_10_AM));
    Refused refused =
        new Refused(Reason.CHANNEL_NOT_AUTHORISED, "co/ley-2300-art-2/authorised-channels", null);
    assertEquals(refused, judge(mailOnly, Channel.SMS, MON_10_AM));
    assertEquals(refused, judge(Ana.authorising(Set.of()), Channel.SMS, MON_10_AM));
    assertInstanceOf(Permitted.class, judge(Ana.authorising(null), Channel.SMS, MON_10_AM));
  }

  @Test
  void nobody_is_visited() {
    Refused refused =
        refused(judge(Ana.authorising(Set.of(Channel.VISIT)), Channel.VISIT, MON_10_AM));
    assertEquals("co/ley-2300-art-6/visits", refused.rule());
  }

  @ParameterizedTest
  @CsvSource({
    "2026-11-23T00:00, 2026-11-24T00:00",
    "2026-11-23T23:59:59.999, 2026-11-24T00:00", // in UTC this is the next day
    "2026-11-22T23:59:59.999, ", // Sunday in Bogotá, Monday in UTC
    "2026-11-22T10:00, "
  })
  void a_payment_silences_the_rest_of_the_debtors_day(String paidAt, String notBefore) {
    Verdict verdict = judge(Ana.paidAt(paidAt), Channel.SMS, MON_10_AM);
    assertEquals(
        notBefore == null
            ? new Permitted(Ana.at("2026-11-23T19:00"))
            : new Refused(Reason.PAID, "house/payment-silence", Ana.at(notBefore)),
        verdict);
  }

  @Test
  void a_house_may_be_silent_longer_after_a_payment() {
    Rulebook patient =
        library.rulebook(Ana.bank("CO", null), new HouseRules(null, null, null, 3, 2));
    Situation paidOnSunday = Ana.paidAt("2026-11-22T10:00");
    assertEquals(
        Ana.at("2026-11-25T00:00"),
        refused(patient.judge(paidOnSunday, new ProposedContact(Channel.SMS, false, MON_10_AM)))
            .notBefore());
  }

  @ParameterizedTest
  @CsvSource({
    "2026-11-22, ", // due yesterday
    "2026-11-23, 2026-11-24T00:00", // due today
    "2026-11-24, 2026-11-25T00:00" // due tomorrow
  })
  void an_open_promise_is_trusted_until_its_day_is_over(LocalDate due, String notBefore) {
    Verdict verdict = judge(Ana.promisedFor(due), Channel.SMS, MON_10_AM);
    assertEquals(
        notBefore == null
            ? new Permitted(Ana.at("2026-11-23T19:00"))
            : new Refused(Reason.OPEN_PROMISE, "house/open-promise", Ana.at(notBefore)),
        verdict);
  }

  @Test
  void after_an_attempt_nothing_more_leaves_that_day_on_any_channel() {
    Situation ana = Ana.contacted(Ana.attempted(MON_2026_11_23, Channel.SMS));
    Refused once =
        new Refused(Reason.FREQUENCY, "co/ley-2300-art-3/once-a-day", Ana.at("2026-11-24T00:00"));
    assertEquals(once, judge(ana, Channel.SMS, MON_10_AM));
    assertEquals(once, judge(ana, Channel.EMAIL, MON_10_AM));
  }

  @ParameterizedTest
  @CsvSource({
    "2026-11-19T10:00, EMAIL, co/ley-2300-art-3/one-channel-calendar-week, 2026-11-23T00:00",
    "2026-11-21T10:00, EMAIL, co/ley-2300-art-3/one-channel-calendar-week, 2026-11-23T00:00",
    "2026-11-23T10:00, EMAIL, co/ley-2300-art-3/one-channel-seven-days, 2026-11-25T00:00",
    "2026-11-24T18:59, WHATSAPP, co/ley-2300-art-3/one-channel-seven-days, 2026-11-25T00:00",
    "2026-11-25T10:00, EMAIL, , ",
    "2026-11-19T10:00, SMS, , " // the same channel the next day
  })
  void after_a_wednesdays_sms_other_channels_wait_a_week(
      String wall, Channel channel, String rule, String notBefore) {
    Situation ana = Ana.contacted(Ana.attempted(WED_2026_11_18, Channel.SMS));
    Verdict verdict = judge(ana, channel, Ana.at(wall));
    if (rule == null) {
      assertInstanceOf(Permitted.class, verdict);
    } else {
      assertEquals(new Refused(Reason.ONE_CHANNEL_A_WEEK, rule, Ana.at(notBefore)), verdict);
    }
  }

  @Test
  void for_a_bank_under_the_sfc_an_unanswered_message_does_not_start_the_limits() {
    Rulebook bank = library.rulebook(Ana.bank("CO", "SFC"), HouseRules.NONE);
    ProposedContact mail = new ProposedContact(Channel.EMAIL, false, MON_10_AM);
    Situation unanswered = Ana.contacted(new DayCount(MON_2026_11_23, Channel.SMS, 1, 1, 0));
    Situation answered = Ana.contacted(Ana.answered(MON_2026_11_23, Channel.SMS));
    assertInstanceOf(Permitted.class, bank.judge(unanswered, mail));
    assertEquals(Reason.FREQUENCY, refused(bank.judge(answered, mail)).reason());
    assertEquals(
        Reason.FREQUENCY,
        refused(judge(unanswered, Channel.EMAIL, MON_10_AM)).reason(),
        "anybody else's attempt counts");
  }

  @Test
  void an_unknown_supervisor_reads_strictly() {
    Rulebook other = library.rulebook(Ana.bank("CO", "SIC"), HouseRules.NONE);
    Situation attempted = Ana.contacted(Ana.attempted(MON_2026_11_23, Channel.SMS));
    assertInstanceOf(
        Refused.class, other.judge(attempted, new ProposedContact(Channel.SMS, false, MON_10_AM)));
  }

  @Test
  void the_house_tightens_what_the_law_leaves_open() {
    Rulebook strict = library.rulebook(Ana.bank("CO", "SFC"), new HouseRules(1, 2, null, 1, 2));
    ProposedContact sms = new ProposedContact(Channel.SMS, false, MON_10_AM);
    assertEquals(
        new Refused(Reason.FREQUENCY, "house/attempts-per-day", Ana.at("2026-11-24T00:00")),
        strict.judge(Ana.contacted(Ana.attempted(MON_2026_11_23, Channel.SMS)), sms));
    assertEquals(
        new Refused(Reason.FREQUENCY, "house/attempts-per-week", Ana.at("2026-11-25T00:00")),
        strict.judge(
            Ana.contacted(
                Ana.attempted(WED_2026_11_18, Channel.SMS),
                Ana.attempted(SUN_2026_11_22, Channel.SMS)),
            sms));
  }

  @Test
  void the_weightiest_reason_is_told() {
    ContactHistory all =
        new ContactHistory(
            List.of(Ana.attempted(SUN_2026_11_22, Channel.EMAIL)),
            null,
            null,
            Ana.at("2026-11-22T08:00"),
            TUE_2026_11_24,
            null);
    Instant sunday = Ana.at("2026-11-22T03:00");
    assertEquals(
        List.of(Reason.STATUS, Reason.NOTHING_OWED, Reason.CHANNEL_NOT_AUTHORISED, Reason.PAID),
        List.of(
            reason(DebtorStatus.SUED, 0, Set.of(), all, sunday),
            reason(DebtorStatus.ACTIVE, 0, Set.of(), all, sunday),
            reason(DebtorStatus.ACTIVE, 1, Set.of(), all, sunday),
            reason(DebtorStatus.ACTIVE, 1, null, all, sunday)));
    assertEquals(
        Reason.OPEN_PROMISE, reason(DebtorStatus.ACTIVE, 1, null, all, Ana.at("2026-11-23T03:00")));
    assertEquals(
        Reason.ONE_CHANNEL_A_WEEK,
        reason(DebtorStatus.ACTIVE, 1, null, all, Ana.at("2026-11-25T03:00")));
  }

  @Test
  void without_a_law_nothing_is_permitted() {
    Rulebook atlantis = library.rulebook(Ana.bank("AQ", null), HouseRules.NONE);
    assertEquals(
        new Refused(Reason.NO_LAW, "aq/no-law", null),
        atlantis.judge(Ana.fine(), new ProposedContact(Channel.SMS, false, MON_10_AM)));
  }

  private Reason reason(
      DebtorStatus status,
      long balance,
      Set<Channel> authorised,
      ContactHistory history,
      Instant at) {
    Situation debtor = new Situation(Ana.BOGOTA, null, status, balance, authorised, history);
    return refused(judge(debtor, Channel.SMS, at)).reason();
  }

  private Verdict judge(Situation debtor, Channel channel, Instant at) {
    return colombia.judge(debtor, new ProposedContact(channel, false, at));
  }

  private static Refused refused(Verdict verdict) {
    return assertInstanceOf(Refused.class, verdict);
  }

  @ParameterizedTest
  @CsvSource({
    "2028-02-28T19:00, 2028-02-29T07:00", // a Monday evening before a leap day
    "2028-02-29T06:59:59.999, 2028-02-29T07:00",
    "2028-02-29T19:00, 2028-03-01T07:00"
  })
  void a_leap_day_is_a_day_like_others(String wall, String opens) {
    assertEquals(Ana.at(opens), refused(judge(Ana.fine(), Channel.SMS, Ana.at(wall))).notBefore());
    assertInstanceOf(
        Permitted.class, judge(Ana.fine(), Channel.SMS, Ana.at("2028-02-29T18:59:59.999")));
  }
}
