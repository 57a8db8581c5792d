package io.batuta.suppression;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.batuta.suppression.PaymentsReading.Lines;
import io.batuta.suppression.PaymentsReading.Unreadable;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PaymentLinesTest {

  private static final Payment FIRST =
      new Payment(0, "P1", "A1", "1250.00", "COP", "2026-11-23T10:00:00Z");

  @Test
  void json_is_read_with_amounts_as_text_or_as_exact_numbers() {
    assertEquals(
        new Lines(List.of(FIRST, new Payment(1, "P2", "7", "0.10", "COP", null))),
        json(
            """
            [{"reference":"P1","accountNumber":"A1","amount":"1250.00","currency":"COP","paidAt":"2026-11-23T10:00:00Z"},
             {"reference":" P2 ","accountNumber":7,"amount":0.10,"currency":"COP","paidAt":null,"note":"x"}]
            """));
  }

  @Test
  void what_is_no_payment_comes_out_empty_and_is_refused_later() {
    assertEquals(new Lines(List.of(new Payment(0, null, null, null, null, null))), json("[\"x\"]"));
    assertEquals(
        new Lines(List.of(new Payment(0, null, null, null, null, null))),
        json("[{\"reference\":{\"a\":1}}]"));
    assertEquals(new Lines(List.of()), json("[]"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{}", "[{]", "[1", "[] []", "[{\"a\":1,\"a\":2}]", "null"})
  void a_body_that_is_no_array_of_payments_is_unreadable(String body) {
    assertInstanceOf(Unreadable.class, json(body));
  }

  @Test
  void what_is_taken_back_says_so_by_a_word_or_a_truth() {
    assertEquals(
        new Lines(
            List.of(
                new Payment(0, "P1", null, null, null, null, "true"),
                new Payment(1, "P2", null, null, null, null, "yes"))),
        json(
            "[{\"reference\":\"P1\",\"reversed\":true},{\"reference\":\"P2\",\"reversed\":\"yes\"}]"));
    assertEquals(
        new Lines(
            List.of(
                new Payment(2, "P1", "A1", "5", "COP", "2026-11-23", "1"),
                new Payment(3, "P2", "A1", "5", "COP", "2026-11-23"))),
        csv(
            "reversed,reference,account_number,amount,currency,paid_at\n1,P1,A1,5,COP,2026-11-23\n,P2,A1,5,COP,2026-11-23\n"));
  }

  @Test
  void csv_is_read_in_any_order_of_columns_with_comma_or_semicolon() {
    assertEquals(
        new Lines(List.of(new Payment(2, "P1", "A1", "1250.00", "COP", "2026-11-23"))),
        csv("paid_at;amount;currency;reference;account_number\n2026-11-23;1250.00;COP;P1;A1\n"));
    assertInstanceOf(Lines.class, csv("reference,accountNumber,amount,currency,paidAt\n"));
  }

  @Test
  void a_csv_row_of_other_length_is_refused_and_the_rest_goes_on() {
    Lines lines =
        assertInstanceOf(
            Lines.class,
            csv(
                "reference,account_number,amount,currency,paid_at\nP1,A1\nP2,A1,5,COP,2026-11-23\n"));
    assertEquals(new Payment(2, null, null, null, null, null), lines.payments().get(0));
    assertEquals("P2", lines.payments().get(1).reference());
  }

  @Test
  void a_csv_file_that_cannot_be_read_says_where() {
    assertEquals(new Unreadable(1, null, "the file is empty"), csv(""));
    Unreadable quote =
        assertInstanceOf(
            Unreadable.class,
            csv("reference,account_number,amount,currency,paid_at\n\"P1,A1,5,COP,2026-11-23\n"));
    assertEquals(2, quote.line());
    assertEquals("reference", quote.column());
    Unreadable header = assertInstanceOf(Unreadable.class, csv("reference,amount\nP1,5\n"));
    assertEquals("the header lacks this column", header.reason());
    assertTrue(
        assertInstanceOf(
                    Unreadable.class,
                    PaymentLines.parseCsv(
                        "reference\n\u00f1".getBytes(StandardCharsets.ISO_8859_1)))
                .line()
            > 0);
  }

  private static PaymentsReading json(String body) {
    return PaymentLines.parseJson(body.getBytes(StandardCharsets.UTF_8));
  }

  private static PaymentsReading csv(String body) {
    return PaymentLines.parseCsv(body.getBytes(StandardCharsets.UTF_8));
  }
}
