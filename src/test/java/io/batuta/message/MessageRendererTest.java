package io.batuta.message;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.batuta.message.TemplateFault.Field;
import io.batuta.portfolio.Channel;
import io.batuta.portfolio.Money;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Currency;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MessageRendererTest {

  private static final LocalDate SUN_2026_11_08 = LocalDate.parse("2026-11-08");

  private final MessageRenderer renderer = new MessageRenderer();

  @Test
  void every_parameter_has_its_value() {
    assertEquals(
        new RenderedMessage(
            "Ana, su saldo",
            "Ana María Gómez (Ana): Banco Prueba, $ 1.250.000, 15, 8 de noviembre de 2026.",
            1),
        renderer.render(
            template(
                Channel.EMAIL,
                "{{firstName}}, su saldo",
                "{{name}} ({{ firstName }}): {{creditor}}, {{balance}}, {{daysPastDue}}, {{dueDate}}."),
            ana("Ana María Gómez", "1250000.00", "COP", 15, "es", "CO")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1250000.00 | COP | es | CO | $ 1.250.000",
        "1250000.50 | COP | es | CO | $ 1.250.000,50",
        "90071992547409.93 | COP | es | CO | $ 90.071.992.547.409,93", // no double holds this
        "0.01 | COP | es | CO | $ 0,01",
        "1250.50 | MXN | es | MX | $1,250.50",
        "200 | PEN | es | PE | S/ 200",
        "50000 | CLP | es | CL | $50.000"
      })
  void an_amount_is_exact_and_written_as_the_country_writes_it(
      String amount, String currency, String language, String country, String written) {
    assertEquals(written, body("{{balance}}", ana("Ana", amount, currency, 1, language, country)));
  }

  @ParameterizedTest
  @CsvSource({"es, CO, 8 de noviembre de 2026", "en, US, 'November 8, 2026'"})
  void a_date_is_written_in_words(String language, String country, String written) {
    assertEquals(written, body("{{dueDate}}", ana("Ana", "1", "COP", 1, language, country)));
  }

  @Test
  void a_debt_that_is_not_yet_due_is_no_day_past_due() {
    assertEquals("0", body("{{daysPastDue}}", ana("Ana", "1", "COP", -3, "es", "CO")));
  }

  @ParameterizedTest
  @CsvSource({"'Gómez, Ana', Ana Gómez", "'  Ana   Gómez ', Ana Gómez"})
  void a_name_is_put_in_order(String name, String written) {
    assertEquals(written, body("{{name}}", ana(name, "1", "COP", 1, "es", "CO")));
  }

  @Test
  void a_value_is_neither_read_again_nor_able_to_end_a_line() {
    assertEquals(
        "Ana {{balance}} Bcc: x@example.com",
        body("{{name}}", ana("Ana {{balance}}\r\nBcc: x@example.com", "1", "COP", 1, "es", "CO")));
  }

  @Test
  void an_sms_gives_up_accents_where_that_saves_a_part() {
    String long100 = "Su obligación está en mora. " + "x".repeat(72);
    RenderedMessage cheap = sms(long100);
    assertEquals("Su obligacion esta en mora. " + "x".repeat(72), cheap.body());
    assertEquals(1, cheap.parts());
    assertEquals("Está al día", sms("Está al día").body(), "one part either way");
    assertEquals(long100 + "😀", sms(long100 + "😀").body(), "two parts either way");
    assertEquals(
        long100,
        body(Channel.WHATSAPP, long100, ana("Ana", "1", "COP", 1, "es", "CO")),
        "other channels keep them");
  }

  @Test
  void without_a_value_there_is_no_message() {
    assertEquals(
        new Unrenderable("firstName"),
        renderer.render(
            template(Channel.SMS, null, "Hola {{firstName}}"),
            ana("  ", "1", "COP", 1, "es", "CO")));
  }

  @Test
  void a_template_that_was_never_checked_gives_no_message() {
    assertInstanceOf(
        Unrenderable.class,
        renderer.render(
            template(Channel.SMS, null, "Hola {{document}}"),
            ana("Ana", "1", "COP", 1, "es", "CO")));
    assertInstanceOf(
        Unrenderable.class,
        renderer.render(
            template(Channel.EMAIL, "{{x}}", "Hola"), ana("Ana", "1", "COP", 1, "es", "CO")));
  }

  @Test
  void a_good_template_has_no_faults() {
    assertEquals(List.of(), TemplateCheck.faults(Channel.SMS, null, "Hola {{ name }} {x} }"));
    assertEquals(List.of(), TemplateCheck.faults(Channel.EMAIL, "{{balance}}", "Hola"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        "SMS | - | Hola {{nombre}}! | BODY | 5 | 10 | unknown parameter nombre; known are name,",
        "SMS | - | Hola {{}} | BODY | 5 | 4 | unknown parameter",
        "SMS | - | Hola {{name | BODY | 5 | 6 | {{ without }} after it",
        "SMS | - | Hola name}} | BODY | 9 | 2 | }} without {{ before it",
        "SMS | - | {{name {{name}} | BODY | 0 | 15 | unknown parameter name {{name",
        "SMS | - | ' ' | BODY | 0 | 0 | there is no text",
        "SMS | Hola | Hola | SUBJECT | 0 | 0 | only an e-mail has a subject",
        "EMAIL | - | Hola | SUBJECT | 0 | 0 | there is no text",
        "EMAIL | Su {{x}} | Hola | SUBJECT | 3 | 5 | unknown parameter x"
      })
  void a_fault_tells_its_place(
      Channel channel,
      String subject,
      String body,
      Field field,
      int position,
      int length,
      String message) {
    TemplateFault fault = TemplateCheck.faults(channel, subject, body).getFirst();
    assertEquals(
        new TemplateFault(field, position, length, message),
        new TemplateFault(
            fault.field(),
            fault.position(),
            fault.length(),
            fault.message().substring(0, Math.min(message.length(), fault.message().length()))));
  }

  @Test
  void what_is_too_long_is_told_from_where_it_is() {
    assertEquals(
        List.of(new TemplateFault(Field.BODY, 1_600, 1, "longer than 1600 characters")),
        TemplateCheck.faults(Channel.SMS, null, "a".repeat(1_601)));
    assertEquals(
        "a subject is one line",
        TemplateCheck.faults(Channel.EMAIL, "Hola\nBcc: x", "Hola").getFirst().message());
  }

  private RenderedMessage sms(String text) {
    return assertInstanceOf(
        RenderedMessage.class,
        renderer.render(template(Channel.SMS, null, text), ana("Ana", "1", "COP", 1, "es", "CO")));
  }

  private String body(String text, MessageValues values) {
    return body(Channel.EMAIL, text, values);
  }

  private String body(Channel channel, String text, MessageValues values) {
    return assertInstanceOf(
            RenderedMessage.class, renderer.render(template(channel, null, text), values))
        .body();
  }

  private static MessageTemplate template(Channel channel, String subject, String body) {
    return new MessageTemplate(1, "aviso", 1, channel, "es", subject, body);
  }

  private static MessageValues ana(
      String name,
      String amount,
      String currency,
      int daysPastDue,
      String language,
      String country) {
    return new MessageValues(
        name,
        "Banco Prueba",
        Money.of(new BigDecimal(amount), Currency.getInstance(currency)),
        daysPastDue,
        SUN_2026_11_08,
        language,
        country);
  }
}
