package io.batuta.portfolio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.batuta.portfolio.CsvFile.CsvRow;
import io.batuta.portfolio.ImportRow.Point;
import io.batuta.portfolio.RowReader.Reading;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RowReaderTest {

  private static final LocalDate TODAY = LocalDate.parse("2026-11-23");
  private static final Creditor BANK =
      new Creditor(
          new CreditorId(1),
          "bank",
          "Bank",
          "CO",
          null,
          Currency.getInstance("COP"),
          ZoneId.of("America/Bogota"),
          "SFC",
          true);

  @Test
  void a_row_with_the_least_takes_the_rest_from_the_creditor() {
    ImportRow row = read(Map.of()).row();
    assertEquals(125_050, row.balanceMinor());
    assertEquals(LocalDate.parse("2026-11-13"), row.dueDate());
    assertEquals("COP", row.currency());
    assertEquals("es", row.language());
    assertEquals("America/Bogota", row.timeZone());
    assertEquals("active", row.status());
    assertNull(row.authorisedChannels());
    assertEquals(List.of(), row.points());
  }

  @Test
  void a_row_with_everything_is_read_into_normal_forms() {
    ImportRow row =
        read(Map.ofEntries(
                Map.entry("name", "  Jose\u0301   Nu\u0301n\u0303ez "),
                Map.entry("birth_date", "1990-11-24"),
                Map.entry("sex", "f"),
                Map.entry("language", "EN-us"),
                Map.entry("time_zone", "America/New_York"),
                Map.entry("currency", "usd"),
                Map.entry("principal", "1000000"),
                Map.entry("balance", "-12.5"),
                Map.entry("authorised_channels", "sms| email"),
                Map.entry("status", "Disputed"),
                Map.entry("phone_1", "333 351 2345"),
                Map.entry("phone_2", "+57 3333512345"),
                Map.entry("email_1", "Ana.Diaz@Example.COM"),
                Map.entry("address", " Calle 1 \n # 2-3 ")))
            .row();
    assertEquals("José Núñez", row.name());
    assertEquals(35, row.age());
    assertEquals("F", row.sex());
    assertEquals("en", row.language());
    assertEquals("USD", row.currency());
    assertEquals(-1250, row.balanceMinor());
    assertEquals(100_000_000L, row.principalMinor());
    assertEquals(List.of(Channel.SMS, Channel.EMAIL), row.authorisedChannels());
    assertEquals("disputed", row.status());
    assertEquals(
        Set.of(
            new Point(PointKind.PHONE, "+573333512345"),
            new Point(PointKind.EMAIL, "ana.diaz@example.com"),
            new Point(PointKind.ADDRESS, "Calle 1 # 2-3")),
        Set.copyOf(row.points()));
    assertEquals(3, row.points().size());
  }

  @Test
  void not_yet_due_is_a_day_ahead() {
    assertEquals(
        LocalDate.parse("2026-12-03"), read(Map.of("days_past_due", "-10")).row().dueDate());
  }

  @Test
  void nobody_can_be_authorised_on_no_channel_but_by_saying_so() {
    assertEquals(List.of(), read(Map.of("authorised_channels", "NONE")).row().authorisedChannels());
    assertNull(read(Map.of("authorised_channels", "")).row().authorisedChannels());
  }

  @Test
  void any_other_column_is_an_attribute_and_an_empty_one_takes_it_away() {
    ImportRow row = read(Map.of("Late Months (6)", "3", "segment", "")).row();
    assertEquals("3", row.attributes().getString("late_months_6"));
    assertEquals(true, row.attributes().containsKey("segment"));
    assertNull(row.attributes().getValue("segment"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "account_number|''|is empty",
        "account_number|=1+1|begins with =, like a formula of a spreadsheet",
        "debtor_number|''|is empty",
        "name|''|is empty",
        "name|=cmd@' /C calc'!A0|begins with =, like a formula of a spreadsheet",
        "name|+Ana|begins with +, like a formula of a spreadsheet",
        "name|-Ana|begins with -, like a formula of a spreadsheet",
        "name|@SUM(A1)|begins with @, like a formula of a spreadsheet",
        "balance|''|is empty",
        "balance|abc|not an amount: write 1250.00, a dot for decimals, nothing between thousands",
        "balance|1.250,00|not an amount: write 1250.00, a dot for decimals, nothing between thousands",
        "balance|1e9|not an amount: write 1250.00, a dot for decimals, nothing between thousands",
        "balance|1.005|more decimals than COP has",
        "balance|100000000000.01|beyond any debt: at most 100000000000.00",
        "balance|-100000000000.01|beyond any debt: at most 100000000000.00",
        "principal|x|not an amount: write 1250.00, a dot for decimals, nothing between thousands",
        "days_past_due|''|is empty",
        "days_past_due|1.5|not a whole number from -36500 to 36500",
        "days_past_due|36501|not a whole number from -36500 to 36500",
        "due_date|2026-02-30|not a day of the calendar: write 2026-11-30",
        "due_date|30/11/2026|not a day of the calendar: write 2026-11-30",
        "due_date|1026-11-30|outside of 1926-12-18 to 2126-10-30",
        "birth_date|2026-11-24|outside of 1900-01-01 to 2026-11-23",
        "age|200|not a whole number from 0 to 130",
        "sex|Z|unknown: expected F, M or X",
        "language|zz|unknown: expected a language by ISO 639-1, as es or en",
        "time_zone|Bogota|unknown: expected a time zone such as America/Bogota",
        "time_zone|EST|unknown: expected a time zone such as America/Bogota",
        "currency|PESOS|unknown: expected a currency by ISO 4217, as COP",
        "currency|XAU|unknown: expected a currency by ISO 4217, as COP",
        "status|late|unknown: expected active, recalled, disputed, sued, insolvent, deceased or settled",
        "authorised_channels|SMS,FAX|'unknown: expected channels separated by | (SMS, EMAIL, WHATSAPP, VOICE, CALL, LETTER, VISIT), or NONE'",
      })
  void a_bad_value_refuses_the_row_with_its_column_and_why(
      String column, String value, String reason) {
    Rejection rejection = refusal(Map.of(column, value));
    assertEquals(7, rejection.line());
    assertEquals(column, rejection.column());
    assertEquals(reason, rejection.reason());
    assertEquals(Rejection.Refused.ROW, rejection.refused());
  }

  @ParameterizedTest
  @ValueSource(strings = {"Ana\u0000", "Ana\u001b[31m", "\u202eAna"})
  void a_hidden_character_refuses_the_row(String name) {
    assertEquals("holds a control character", refusal(Map.of("name", name)).reason());
  }

  @ParameterizedTest
  @CsvSource({
    "phone_1, 12",
    "phone_1, 0000000000",
    "phone_1, +57 1",
    "phone_1, call me",
    "whatsapp_1, 5",
    "email_1, ana",
    "email_1, ana@localhost",
    "email_1, a b@example.com",
    "email_1, ana@@example.com",
    "email_1, ana.@example.com"
  })
  void a_contact_point_that_cannot_be_reached_refuses_only_itself(String column, String value) {
    Reading.Row read = read(Map.of(column, value));
    assertEquals(List.of(), read.row().points());
    assertEquals(1, read.refused().size());
    Rejection refused = read.refused().getFirst();
    assertEquals(column, refused.column());
    assertEquals(Rejection.Refused.VALUE, refused.refused());
    assertEquals(false, refused.reason().contains(value));
  }

  @Test
  void a_row_of_other_length_is_refused() {
    PortfolioHeader header =
        PortfolioHeader.of(
            List.of("account_number", "debtor_number", "name", "balance", "due_date"));
    Reading read =
        new RowReader(header, BANK, TODAY).read(new CsvRow(3, List.of("1", "2", "x", "5")));
    assertEquals(
        "has 4 columns where the header has 5",
        assertInstanceOf(Reading.Refusal.class, read).rejection().reason());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "account_number;name|line 1: the header lacks balance, debtor_number, due_date or days_past_due",
        "Ana Diaz;4500|line 1: the header lacks account_number, balance, debtor_number, due_date or days_past_due, name",
        "account_number;debtor_number;name;balance;due_date;name|line 1, column name: the column stands twice in the header",
        "account_number;debtor_number;name;balance;due_date;a b;a_b|line 1, column a_b: two columns have this name once it is normalised",
        "account_number;debtor_number;name;balance;due_date;***|line 1, column ***: column 6 needs a name of 1 to 63 letters a-z, digits and _",
      })
  void a_wrong_header_is_a_broken_file(String header, String message) {
    assertEquals(
        message,
        assertThrows(BrokenFile.class, () -> PortfolioHeader.of(List.of(header.split(";", -1))))
            .getMessage());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "phone_6",
        "email",
        "telefono",
        "work_phone",
        "correo_2",
        "cedula",
        "dni",
        "rfc",
        "curp",
        "nombre_madre",
        "home_address",
        "customer_name",
        "fecha_nacimiento"
      })
  void a_column_that_looks_like_personal_data_is_refused(String column) {
    BrokenFile broken =
        assertThrows(
            BrokenFile.class,
            () ->
                PortfolioHeader.of(
                    List.of(
                        "account_number", "debtor_number", "name", "balance", "due_date", column)));
    assertEquals(column, broken.column());
    assertEquals(true, broken.reason().startsWith("the column looks like personal data"));
  }

  private static Reading.Row read(Map<String, String> values) {
    return assertInstanceOf(Reading.Row.class, reading(values));
  }

  private static Rejection refusal(Map<String, String> values) {
    return assertInstanceOf(Reading.Refusal.class, reading(values)).rejection();
  }

  private static Reading reading(Map<String, String> values) {
    Map<String, String> row =
        new LinkedHashMap<>(
            Map.of(
                "account_number", "A1", "debtor_number", "D1", "name", "Ana", "balance", "1250.5"));
    row.put(values.containsKey("due_date") ? "due_date" : "days_past_due", "10");
    row.putAll(values);
    PortfolioHeader header = PortfolioHeader.of(List.copyOf(row.keySet()));
    return new RowReader(header, BANK, TODAY).read(new CsvRow(7, new ArrayList<>(row.values())));
  }
}
