package io.batuta.compliance;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.batuta.compliance.Provision.Certainty;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A region's file with the kinds that {@link LawFileTest} has not; each fault spoils one word. */
class LawKindsTest {

  private static final String CITY =
      """
      country: AR
      region: C
      names: [CABA, Capital Federal]
      holidays:
        calendar: AR
      rules:
        - rule: a/weekdays
          kind: closed-days
          classes: [TEXT]
          days: [SATURDAY, SUNDAY]
          closedOnHolidays: true
          source: https://example.org/law
          certainty: voluntary
          validFrom: 2020-01-01
        - rule: b/parties
          kind: third-parties
          allowed: [DEBTOR, GUARANTOR]
          source: https://example.org/law
          certainty: contested
          validFrom: 2020-01-01
        - rule: c/work
          kind: workplace
          classes: [CALL]
          source: https://example.org/law
          certainty: medium
          validFrom: 2020-01-01
        - rule: d/cease
          kind: cease
          source: https://example.org/law
          certainty: low
          validFrom: 2024-02-29
        - rule: e/text
          kind: required-text
          key: opt-out
          languages: [es, en]
          classes: [TEXT]
          each: MESSAGE
          source: https://example.org/law
          certainty: high
          validFrom: 2020-01-01
        - rule: f/keep
          kind: retention
          months: 24
          source: https://example.org/law
          certainty: high
          validFrom: 2020-01-01
        - rule: g/apart
          kind: gap
          scope: PERSON
          classes: [TEXT]
          unit: ATTEMPT
          days: 2
          perChannel: false
          source: https://example.org/law
          certainty: high
          validFrom: 2020-01-01
      """;

  @Test
  void a_whole_region_is_read() {
    Jurisdiction city = assertDoesNotThrow(() -> read(CITY));
    assertEquals(
        new Territory("AR", "C", Set.of("C", "ARC", "CABA", "CAPITALFEDERAL")), city.territory());
    assertEquals(
        Set.of(
            Certainty.VOLUNTARY,
            Certainty.CONTESTED,
            Certainty.MEDIUM,
            Certainty.LOW,
            Certainty.HIGH),
        Set.copyOf(city.provisions().stream().map(Provision::certainty).distinct().toList()));
    assertEquals(5, city.rules(null).size(), "a text and a retention refuse nobody");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          region: C | region: X | law/ar-c.yaml:1: region X of AR belongs in law/ar-x.yaml
          country: AR | country: CL | law/ar-c.yaml:1: region C of CL belongs in law/cl-c.yaml
          names: | nicknames: | law/ar-c.yaml:1: names is missing
          [CABA, Capital Federal] | ["...", CABA] | law/ar-c.yaml:3: names is a name with letters, not "..."
          [CABA, Capital Federal] | [] | law/ar-c.yaml:3: names is a list of one or more
          [SATURDAY, SUNDAY] | [SATURDAY, HOLIDAY] | law/ar-c.yaml:10: days is one of
          [SATURDAY, SUNDAY] | [SUNDAY, SUNDAY] | law/ar-c.yaml:10: days names SUNDAY twice
          closedOnHolidays: true | closedOnHolidays: yes | law/ar-c.yaml:11: closedOnHolidays is true or false
          [DEBTOR, GUARANTOR] | [DEBTOR, MOTHER] | law/ar-c.yaml:17: allowed is one of [DEBTOR, CO_DEBTOR, GUARANTOR, THIRD], not MOTHER
          [DEBTOR, GUARANTOR] | [] | law/ar-c.yaml:17: allowed is a list of one or more
          classes: [CALL] | classes: [CARRIER_PIGEON] | law/ar-c.yaml:23: classes is one of
          classes: [CALL] | class: [CALL] | law/ar-c.yaml:21: classes is missing
          kind: cease | kind: ceased | law/ar-c.yaml:27: unknown kind ceased
          validFrom: 2024-02-29 | validFrom: 2023-02-29 | law/ar-c.yaml:31: validFrom is a date, not "2023-02-29"
          validFrom: 2024-02-29 | validFrom: 2024-02-30 | law/ar-c.yaml:31: validFrom is a date, not "2024-02-30"
          validFrom: 2024-02-29 | validFrom: tomorrow | law/ar-c.yaml:31: validFrom is a date, not "tomorrow"
          key: opt-out | key: Opt out! | law/ar-c.yaml:34: key is small letters and hyphens, not "Opt out!"
          [es, en] | [es, klingon] | law/ar-c.yaml:35: languages is ISO 639 codes of two letters, not "klingon"
          [es, en] | [] | law/ar-c.yaml:35: languages is a list of one or more
          each: MESSAGE | each: SOMETIMES | law/ar-c.yaml:37: each is one of [MESSAGE, FIRST_CONTACT], not SOMETIMES
          months: 24 | months: 0 | law/ar-c.yaml:43: months is a number from 1 to 600, not "0"
          months: 24 | months: 601 | law/ar-c.yaml:43: months is a number from 1 to 600, not "601"
          months: 24 | years: 2 | law/ar-c.yaml:41: months is missing
          days: 2 | days: 0 | law/ar-c.yaml:52: days is a number from 1 to 31, not "0"
          scope: PERSON | scope: DEBT | law/ar-c.yaml:49: scope is one of [PERSON], not DEBT
          unit: ATTEMPT | unit: DIRECT_CONTACT | law/ar-c.yaml:47: DIRECT_CONTACT needs contactCounts, which says what that is
          unit: ATTEMPT | unit: SHOUT | law/ar-c.yaml:51: unit is one of [ATTEMPT, DELIVERED, TWO_WAY], not SHOUT
          """)
  void a_fault_tells_its_file_line_and_reason(String right, String wrong, String fault) {
    String law = CITY.replaceFirst(Pattern.quote(right), Matcher.quoteReplacement(wrong));
    String message = assertThrows(LawFault.class, () -> read(law)).getMessage();
    assertTrue(message.startsWith(fault), message);
  }

  @ParameterizedTest
  @CsvSource({"1, true", "600, true", "1200, false"})
  void months_have_a_bound(int months, boolean fine) {
    String law = CITY.replace("months: 24", "months: " + months);
    if (fine) {
      assertDoesNotThrow(() -> read(law));
    } else {
      assertThrows(LawFault.class, () -> read(law));
    }
  }

  @Test
  void direct_contact_may_be_the_unit_of_each_kind_once_it_is_said_what_it_is() {
    String counts =
        """
        contactCounts:
          default: TWO_WAY
          source: https://example.org/law
          certainty: contested
        """;
    String frequency =
        """
          - rule: h/often
            kind: frequency
            scope: PERSON
            classes: [TEXT]
            unit: DIRECT_CONTACT
            max: 1
            period: DAY
            perChannel: false
            source: https://example.org/law
            certainty: high
            validFrom: 2020-01-01
        """;
    String oneChannel =
        """
          - rule: i/one
            kind: one-channel
            unit: DIRECT_CONTACT
            period: DAY
            source: https://example.org/law
            certainty: high
            validFrom: 2020-01-01
        """;
    for (String rule : new String[] {frequency, oneChannel}) {
      assertTrue(
          assertThrows(LawFault.class, () -> read(CITY + rule))
              .getMessage()
              .contains("DIRECT_CONTACT needs contactCounts"));
      assertDoesNotThrow(() -> read(counts + CITY + rule));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "co/ley-2300-art-3/window, 2026-11-24, www.funcionpublica.gov.co",
    "ar-c/ley-6171/workplace, 2026-11-24, comercioyjusticia.info",
    "cl/art-37/window, 2021-04-19, ", // a day before it was law
    "co/no-law, 2026-11-24, ",
    "house/status, 2026-11-24, ",
    "nowhere, 2026-11-24, "
  })
  void the_rule_of_a_verdict_has_its_source(String rule, LocalDate day, String host) {
    assertEquals(Optional.ofNullable(host), new LawLibrary().source(rule, day).map(URI::getHost));
  }

  private static Jurisdiction read(String law) {
    try {
      return LawFile.read(
          "law/ar-c.yaml", new ByteArrayInputStream(law.getBytes(StandardCharsets.UTF_8)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
