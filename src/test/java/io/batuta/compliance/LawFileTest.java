package io.batuta.compliance;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.batuta.compliance.Verdict.Permitted;
import io.batuta.compliance.Verdict.Refused;
import io.batuta.ledger.Reason;
import io.batuta.portfolio.Channel;
import io.batuta.portfolio.DebtorStatus;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LawFileTest {

  /** A small whole law; each fault below spoils one word of it. */
  private static final String CHILE =
      """
      country: CL
      holidays:
        calendar: CL
        declared: [2026-11-24]
      contactCounts:
        default: ATTEMPT
        bySupervisor:
          CMF: DELIVERED
        source: https://example.org/law
        certainty: low
      rules:
        - rule: art-37/window
          kind: window
          classes: [CALL, TEXT]
          hours:
            MONDAY-FRIDAY: ["08:00-13:00", "14:00-20:00"]
            SATURDAY: "08:00-24:00"
          closedOnHolidays: true
          source: https://example.org/law
          certainty: high
          validFrom: 2021-04-20
        - rule: art-37/written
          kind: frequency
          scope: PERSON
          classes: [TEXT]
          unit: ATTEMPT
          max: 2
          period: CALENDAR_WEEK
          perChannel: false
          source: https://example.org/law
          certainty: high
          validFrom: 2021-04-20
          validTo: 2026-11-29
        - rule: art-37/apart
          kind: gap
          scope: PERSON
          classes: [TEXT]
          unit: DIRECT_CONTACT
          days: 2
          perChannel: false
          source: https://example.org/law
          certainty: high
          validFrom: 2021-04-20
          validTo: 2026-11-29
        - rule: art-37/sued
          kind: stop
          statuses: [SUED, INSOLVENT]
          source: https://example.org/law
          certainty: high
          validFrom: 2021-04-20
      """;

  private static final String WINDOW =
      CHILE.substring(
          CHILE.indexOf("  - rule: art-37/window"), CHILE.indexOf("  - rule: art-37/written"));

  private static final LocalDate FRI_2026_11_27 = LocalDate.parse("2026-11-27");
  private static final LocalDate SUN_2026_11_29 = LocalDate.parse("2026-11-29");

  @Test
  void another_country_is_only_a_file() {
    Rulebook chile = new RulesInTurn(read(CHILE).rules(null));
    assertEquals(
        new Permitted(Ana.at("2026-11-23T13:00")), judge(chile, Ana.fine(), "2026-11-23T08:00"));
    assertEquals(
        new Refused(Reason.CLOSED_DAY, "cl/art-37/window", Ana.at("2026-11-25T08:00")),
        judge(chile, Ana.fine(), "2026-11-24T09:00"),
        "declared");
    assertEquals(
        Ana.at("2026-11-25T00:00"),
        assertInstanceOf(
                Refused.class,
                judge(
                    chile,
                    Ana.contacted(Ana.attempted(LocalDate.parse("2026-11-23"), Channel.SMS)),
                    "2026-11-23T09:00"))
            .notBefore(),
        "two days apart");
    assertEquals(
        "cl/art-37/sued",
        assertInstanceOf(
                Refused.class, judge(chile, Ana.withStatus(DebtorStatus.SUED), "2026-11-23T09:00"))
            .rule());
    assertEquals(
        new Refused(Reason.NO_LAW, "cl/no-law", null),
        chile.judge(
            Ana.fine(), new ProposedContact(Channel.EMAIL, false, Ana.at("2026-11-23T09:00"))),
        "a class of which the file says nothing");
  }

  @Test
  void what_an_ending_rule_forbids_is_free_on_the_day_after() {
    Rulebook chile = new RulesInTurn(read(CHILE).rules(null));
    Situation ana =
        Ana.contacted(
            Ana.attempted(FRI_2026_11_27, Channel.SMS), Ana.attempted(SUN_2026_11_29, Channel.SMS));
    assertEquals(
        new Refused(Reason.FREQUENCY, "cl/art-37/written", Ana.at("2026-11-30T00:00")),
        judge(chile, ana, "2026-11-29T10:00"));
    assertInstanceOf(Permitted.class, judge(chile, ana, "2026-11-30T08:00"));
  }

  @Test
  void hours_may_change_on_a_day_and_the_window_ends_with_the_law() {
    String ending =
        CHILE.replaceFirst(
            "validFrom: 2021-04-20", "validFrom: 2021-04-20\n    validTo: 2026-11-28");
    String both =
        ending + WINDOW.replace("08:00-13:00", "10:00-13:00").replace("2021-04-20", "2026-11-29");
    Rulebook chile = new RulesInTurn(read(both).rules(null));
    assertEquals(
        new Permitted(Ana.at("2026-11-29T00:00")), judge(chile, Ana.fine(), "2026-11-28T23:00"));
    assertEquals(
        Ana.at("2026-11-30T10:00"),
        assertInstanceOf(Refused.class, judge(chile, Ana.fine(), "2026-11-30T08:00")).notBefore());
  }

  @ParameterizedTest(name = "{2}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          country: CL | land: CL | law/cl.yaml:1: country is missing
          country: CL | country: PE | law/cl.yaml:1: country PE belongs in law/pe.yaml
          calendar: CL | calendar: XX | law/cl.yaml:3: calendar is a country with holidays, not "XX": no holidays are known
          [2026-11-24] | [2026-02-30] | law/cl.yaml:4: declared is a date, not "2026-02-30"
          default: ATTEMPT | default: TRY | law/cl.yaml:6: default is one of [ATTEMPT, DELIVERED, TWO_WAY], not TRY
          kind: window | kind: windows | law/cl.yaml:12: unknown kind windows
          [CALL, TEXT] | [CALL, FAX] | law/cl.yaml:14: classes is one of [CALL, VISIT, TEXT, EMAIL, LETTER], not FAX
          [CALL, TEXT] | [CALL, CALL] | law/cl.yaml:14: classes names CALL twice
          [CALL, TEXT] | [] | law/cl.yaml:14: classes is a list of one or more
          "08:00-13:00" | "08:00-14:30" | law/cl.yaml:16: windows of MONDAY overlap
          "08:00-13:00" | "13:00-08:00" | law/cl.yaml:16: MONDAY-FRIDAY is a window as 07:00-19:00
          "08:00-13:00" | "8 to 13" | law/cl.yaml:16: MONDAY-FRIDAY is a window as 07:00-19:00
          "08:00-13:00" | "08:00-25:00" | law/cl.yaml:16: MONDAY-FRIDAY is a window as 07:00-19:00
          SATURDAY: | FRIDAY: | law/cl.yaml:16: hours of FRIDAY are given twice
          SATURDAY: | SOMEDAY: | law/cl.yaml:16: hours are for MONDAY to SUNDAY
          MONDAY-FRIDAY: | FRIDAY-MONDAY: | law/cl.yaml:16: hours are for MONDAY to SUNDAY
          closedOnHolidays: true | closedOnHolidays: maybe | law/cl.yaml:18: closedOnHolidays is true or false
          closedOnHolidays: true | closedOnHoliday: true | law/cl.yaml:12: closedOnHolidays is missing
          perChannel: false | perChannel: false, | law/cl.yaml:29: perChannel is true or false
          max: 2 | max: 0 | law/cl.yaml:27: max is a number from 1 to 31, not "0"
          scope: PERSON | scope: DEBT | law/cl.yaml:24: scope is one of [PERSON], not DEBT
          days: 2 | days: 32 | law/cl.yaml:39: days is a number from 1 to 31, not "32"
          validTo: 2026-11-29 | validTo: 2021-04-19 | law/cl.yaml:22: validTo 2021-04-19 lies before validFrom 2021-04-20
          validTo: 2026-11-29 | validTo: 2026-11-31 | law/cl.yaml:33: validTo is a date, not "2026-11-31"
          rule: art-37/sued | rule: art-37/window | law/cl.yaml:45: rule art-37/window stands twice for the same days
          [SUED, INSOLVENT] | [SUED, ASLEEP] | law/cl.yaml:47: statuses is one of
          certainty: low | certainty: sure | law/cl.yaml:10: certainty is one of [HIGH, MEDIUM, LOW, CONTESTED, VOLUNTARY], not sure
          certainty: low | certainty: | law/cl.yaml:10: a value is missing
          rules: | country: CL | law/cl.yaml:11: Duplicate
          """)
  void a_fault_tells_its_file_line_and_reason(String right, String wrong, String fault) {
    String law = CHILE.replaceFirst(Pattern.quote(right), Matcher.quoteReplacement(wrong));
    String message = assertThrows(LawFault.class, () -> read(law)).getMessage();
    assertTrue(message.startsWith(fault), message);
  }

  @Test
  void an_alias_is_refused_since_it_hides_what_the_law_says() {
    String law =
        CHILE.replace("country: CL", "country: &c CL").replace("calendar: CL", "calendar: *c");
    assertTrue(fault(law).startsWith("law/cl.yaml:3: an alias hides"), fault(law));
  }

  @Test
  void a_rule_without_a_source_is_hearsay() {
    String law =
        CHILE.replaceFirst("(?s)(perChannel.*?)    source: https://example.org/law\n", "$1");
    assertEquals(
        "law/cl.yaml:22: source is missing",
        assertThrows(LawFault.class, () -> read(law)).getMessage());
    String link = CHILE.replaceFirst("source: https://example.org/law", "source: example.org");
    assertTrue(
        assertThrows(LawFault.class, () -> read(link))
            .getMessage()
            .startsWith("law/cl.yaml:9: source is a web address"));
  }

  @Test
  void hours_of_a_class_are_set_by_one_rule_at_a_time() {
    String twice = CHILE + WINDOW.replace("art-37/window", "art-38/window");
    assertEquals(
        "law/cl.yaml:51: windows of art-37/window and art-38/window overlap for CALL",
        assertThrows(LawFault.class, () -> read(twice)).getMessage());
  }

  @Test
  void no_yaml_an_empty_file_and_a_second_document_are_told() {
    assertEquals("law/cl.yaml: the file is empty", fault(""));
    assertTrue(fault("country: [CL").startsWith("law/cl.yaml:1: "));
    assertTrue(fault("- CL").startsWith("law/cl.yaml:1: a block of keys is expected"));
    assertTrue(fault(CHILE + "---\ncountry: CL\n").endsWith("one document is expected"));
  }

  @Test
  void every_file_that_ships_is_in_the_list_and_can_be_read() throws Exception {
    assertEquals(
        LawLibrary.TERRITORIES.stream().map(LawFile::nameOf).sorted().toList(), filesThatShip());
    assertDoesNotThrow(() -> new LawLibrary().readAll());
  }

  private static List<String> filesThatShip() throws IOException, URISyntaxException {
    Path folder = Path.of(LawFileTest.class.getResource("/law").toURI());
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> "law/" + file.getFileName().toString().toLowerCase(Locale.ROOT))
          .sorted()
          .toList();
    }
  }

  private static String fault(String law) {
    return assertThrows(LawFault.class, () -> read(law)).getMessage();
  }

  private static Verdict judge(Rulebook rulebook, Situation debtor, String wall) {
    return rulebook.judge(debtor, new ProposedContact(Channel.SMS, false, Ana.at(wall)));
  }

  private static Jurisdiction read(String law) {
    try {
      return LawFile.read(
          "law/cl.yaml", new ByteArrayInputStream(law.getBytes(StandardCharsets.UTF_8)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
