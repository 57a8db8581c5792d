package io.batuta.compliance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.batuta.compliance.Addressee.Party;
import io.batuta.compliance.Verdict.Permitted;
import io.batuta.compliance.Verdict.Refused;
import io.batuta.ledger.DayCount;
import io.batuta.ledger.Reason;
import io.batuta.portfolio.Channel;
import io.batuta.portfolio.ChannelClass;
import io.quarkus.runtime.StartupEvent;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Country, region, creditor and campaign together: the strictest wins, and none loosens another.
 */
class RulebookTest {

  private static final LocalDate MON_2026_11_23 = LocalDate.parse("2026-11-23");
  private static final LocalDate TUE_2026_11_24 = LocalDate.parse("2026-11-24");
  private static final Instant TUESDAY_NOON = Ana.at("2026-11-24T12:00");

  private final LawLibrary library = new LawLibrary();

  @ParameterizedTest
  @CsvSource({
    // region of the creditor, of the debtor, whether the city's law holds
    ", , true", // not known: the strict reading
    ", ' ', true",
    ", CABA, true",
    ", Ciudad Autonoma de Buenos Aires, true", // without its accent
    ", c.a.b.a., true",
    ", C, true",
    ", Córdoba, false",
    "C, Córdoba, true", // the creditor sits in the city
    "Capital Federal, Córdoba, true",
    "X, Córdoba, false",
    "X, Capital Federal, true"
  })
  void a_regions_law_follows_debtor_and_creditor(String creditor, String debtor, boolean holds) {
    ProposedContact atWork = to(Party.DEBTOR, true, Channel.CALL);
    Verdict verdict =
        library
            .rulebook(Ana.bank("AR", creditor, null), HouseRules.NONE)
            .judge(Ana.livingIn("America/Bogota", debtor), atWork);
    assertEquals(
        holds
            ? new Refused(Reason.WORKPLACE, "ar-c/ley-6171/workplace", null)
            : new Permitted(Ana.at("2026-11-24T20:00")),
        verdict);
    assertEquals(
        holds,
        library
            .requiredTexts(Ana.bank("AR", creditor, null), debtor, Channel.SMS, TUE_2026_11_24)
            .stream()
            .anyMatch(text -> text.key().equals("hand-over-to-agent")));
  }

  @Test
  void outside_the_city_the_windows_of_the_country_end_as_they_do() {
    Rulebook argentina = library.rulebook(Ana.bank("AR", null), HouseRules.NONE);
    assertEquals(
        new Refused(
            Reason.OUTSIDE_WINDOW, "ar/no-national-hours/window", Ana.at("2026-11-25T08:00")),
        argentina.judge(
            Ana.livingIn("America/Bogota", "Salta"),
            new ProposedContact(Channel.SMS, false, Ana.at("2026-11-24T20:00"))));
  }

  @ParameterizedTest
  @CsvSource({
    "CO, DEBTOR, false, SMS, , ",
    "CO, CO_DEBTOR, false, SMS, , ",
    "CO, GUARANTOR, false, SMS, , ",
    "CO, THIRD, false, SMS, THIRD_PARTY, co/ley-2300-art-4/third-parties",
    "PE, THIRD, false, SMS, THIRD_PARTY, house/third-parties", // no law names it: the house does
    "PE, GUARANTOR, false, SMS, , ",
    "AR, GUARANTOR, false, SMS, THIRD_PARTY, ar-c/ley-6171/third-parties",
    "US, CO_DEBTOR, false, CALL, , ",
    "US, DEBTOR, true, EMAIL, WORKPLACE, us/reg-f-1006-6-b/workplace",
    "CL, DEBTOR, true, CALL, WORKPLACE, cl/art-37/workplace",
    "CO, DEBTOR, true, CALL, , " // only visits are barred there
  })
  void whom_and_where_a_contact_reaches_matters(
      String country, Party party, boolean atWork, Channel channel, Reason reason, String rule) {
    Verdict verdict =
        library
            .rulebook(Ana.bank(country, null), HouseRules.NONE)
            .judge(Ana.fine(), to(party, atWork, channel));
    if (reason == null) {
      assertEquals(Permitted.class, verdict.getClass(), verdict.toString());
    } else {
      assertEquals(new Refused(reason, rule, null), verdict);
    }
  }

  @ParameterizedTest
  @CsvSource({"US, us/reg-f-1006-6-c/cease", "CO, house/cease"})
  void who_demanded_that_contact_cease_is_left_alone(String country, String rule) {
    assertEquals(
        new Refused(Reason.CEASED, rule, null),
        library
            .rulebook(Ana.bank(country, null), HouseRules.NONE)
            .judge(Ana.whoDemandedToCease(), to(Party.DEBTOR, false, Channel.EMAIL)));
  }

  @ParameterizedTest
  @CsvSource({
    // attempts a day, a week, days between; of the house, then of the campaign; which rule refuses
    // the eighth day's call to whom seven calls went on Monday in the United States
    ", , , , , , us/reg-f-1006-14-b-2-i-a/seven-calls, 2026-11-30",
    "365, 365, 1, 365, 365, 1, us/reg-f-1006-14-b-2-i-a/seven-calls, 2026-11-30",
    ", 365, 31, , , , us/reg-f-1006-14-b-2-i-a/seven-calls, 2026-11-30"
  })
  void nobody_loosens_the_law(
      Integer day,
      Integer week,
      Integer between,
      Integer campaignDay,
      Integer campaignWeek,
      Integer campaignBetween,
      String rule,
      LocalDate free) {
    Rulebook rulebook =
        library.rulebook(
            Ana.bank("US", null),
            new HouseRules(day, week, between, 1, 2),
            new HouseRules(campaignDay, campaignWeek, campaignBetween, 1, 2));
    assertEquals(
        new Refused(Reason.FREQUENCY, rule, Ana.at(free + "T00:00")),
        rulebook.judge(calls(7), to(Party.DEBTOR, false, Channel.CALL)));
  }

  @ParameterizedTest
  @CsvSource({
    "2, , , , , , 2, house/attempts-per-day, 2026-11-24",
    ", 2, , , , , 2, house/attempts-per-week, 2026-11-30",
    ", , 3, , , , 1, house/days-between-attempts, 2026-11-26",
    ", , , 2, , , 2, campaign/attempts-per-day, 2026-11-24",
    ", , , , 2, , 2, campaign/attempts-per-week, 2026-11-30",
    ", , , , , 3, 1, campaign/days-between-attempts, 2026-11-26",
    ", 6, , , 2, , 2, campaign/attempts-per-week, 2026-11-30", // the campaign's is tighter
    ", 2, , , 6, , 2, house/attempts-per-week, 2026-11-30" // and cannot loosen the house's
  })
  void house_and_campaign_tighten_it(
      Integer day,
      Integer week,
      Integer between,
      Integer campaignDay,
      Integer campaignWeek,
      Integer campaignBetween,
      int made,
      String rule,
      LocalDate free) {
    Rulebook rulebook =
        library.rulebook(
            Ana.bank("US", null),
            new HouseRules(day, week, between, 1, 2),
            new HouseRules(campaignDay, campaignWeek, campaignBetween, 1, 2));
    assertEquals(
        new Refused(Reason.FREQUENCY, rule, Ana.at(free + "T00:00")),
        rulebook.judge(
            calls(made), new ProposedContact(Channel.CALL, false, Ana.at("2026-11-23T12:00"))));
  }

  @Test
  void a_campaign_may_be_silent_longer_after_a_payment() {
    Rulebook rulebook =
        library.rulebook(
            Ana.bank("US", null), HouseRules.NONE, new HouseRules(null, null, null, 3, 2));
    assertEquals(
        new Refused(Reason.PAID, "campaign/payment-silence", Ana.at("2026-11-26T00:00")),
        rulebook.judge(Ana.paidAt("2026-11-23T10:00"), to(Party.DEBTOR, false, Channel.SMS)));
  }

  @ParameterizedTest
  @CsvSource({
    "US, SMS, 2026-11-24, electronic-opt-out",
    "US, EMAIL, 2021-11-30, electronic-opt-out",
    "US, EMAIL, 2021-11-29, ", // a day before it was law
    "US, CALL, 2026-11-24, ",
    "MX, SMS, 2026-11-24, agency-and-debt-identification payment-only-to-lender",
    "CO, SMS, 2026-11-24, ",
    "AQ, SMS, 2026-11-24, "
  })
  void a_contact_has_to_say_what_the_law_of_the_day_asks_for(
      String country, Channel channel, LocalDate day, String keys) {
    assertEquals(
        keys == null ? List.of() : List.of(keys.split(" ")),
        library.requiredTexts(Ana.bank(country, null), null, channel, day).stream()
            .map(RequiredText::key)
            .toList());
  }

  @Test
  void a_required_text_tells_its_rule_languages_and_occasion() {
    RequiredText optOut =
        library.requiredTexts(Ana.bank("US", null), null, Channel.SMS, TUE_2026_11_24).getFirst();
    assertEquals("us/reg-f-1006-6-e/opt-out", optOut.rule());
    assertEquals("www.consumerfinance.gov", optOut.source().getHost());
    assertEquals(Set.of("en", "es"), optOut.languages());
    assertEquals(Set.of(ChannelClass.TEXT, ChannelClass.EMAIL), optOut.classes());
    assertEquals(RequiredText.Each.MESSAGE, optOut.each());
  }

  @ParameterizedTest
  @CsvSource({
    "CL, 2026-11-24, 24",
    "CL, 2021-04-20, 24",
    "CL, 2021-04-19, ",
    "US, 2026-11-24, 36",
    "CO, 2026-11-24, ",
    "AQ, 2026-11-24, "
  })
  void records_are_kept_as_long_as_the_law_of_the_day_says(
      String country, LocalDate day, Integer months) {
    assertEquals(
        months == null ? OptionalInt.empty() : OptionalInt.of(months),
        library.monthsToKeep(Ana.bank(country, null), day));
  }

  @Test
  void a_holiday_that_is_declared_at_noon_closes_the_afternoon() {
    ProposedContact afterNoon =
        new ProposedContact(Channel.SMS, false, Ana.at("2026-11-24T12:00:00.001"));
    assertEquals(
        new Permitted(Ana.at("2026-11-24T19:00")),
        library.rulebook(Ana.bank("CO", null), HouseRules.NONE).judge(Ana.fine(), afterNoon));
    LawLibrary afterwards =
        spoilt("law/co.yaml", "  calendar: CO\n", "  calendar: CO\n  declared: [2026-11-24]\n");
    assertEquals(
        new Refused(Reason.CLOSED_DAY, "co/ley-2300-art-3/window", Ana.at("2026-11-25T07:00")),
        afterwards.rulebook(Ana.bank("CO", null), HouseRules.NONE).judge(Ana.fine(), afterNoon));
  }

  @Test
  void a_wrong_file_stops_the_start_with_file_line_and_reason() {
    LawLibrary wrong = spoilt("law/pe.yaml", "[CALL, VISIT]", "[CALL, PIGEON]");
    String message =
        assertThrows(LawFault.class, () -> wrong.check(new StartupEvent())).getMessage();
    assertTrue(
        message.startsWith("law/pe.yaml:13: classes is one of [CALL, VISIT, TEXT, EMAIL, LETTER]"),
        message);
  }

  @Test
  void a_missing_file_stops_it_too() {
    LawLibrary none = new LawLibrary(file -> null);
    assertEquals(
        "law/ar.yaml: the file is missing",
        assertThrows(LawFault.class, none::readAll).getMessage());
  }

  private static LawLibrary spoilt(String spoilt, String right, String wrong) {
    return new LawLibrary(
        file -> {
          try (InputStream in =
              Objects.requireNonNull(LawLibrary.class.getResourceAsStream("/" + file))) {
            String law = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            String read = file.equals(spoilt) ? law.replace(right, wrong) : law;
            return new ByteArrayInputStream(read.getBytes(StandardCharsets.UTF_8));
          } catch (IOException e) {
            throw new IllegalStateException(e);
          }
        });
  }

  private static Situation calls(int made) {
    return Ana.contacted(new DayCount(MON_2026_11_23, Channel.CALL, made, 0, 0));
  }

  private static ProposedContact to(Party party, boolean atWork, Channel channel) {
    return new ProposedContact(
        channel, false, new Addressee(party, atWork, Set.of()), TUESDAY_NOON);
  }
}
