package io.batuta.conversation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.batuta.conversation.Intent.PromiseToPay;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReplyReaderTest {

  private static final LocalDate MON_2026_11_23 = LocalDate.parse("2026-11-23");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # The single words, as the whole message
          BAJA | opt_out
          baja. | opt_out
          Baja por favor | opt_out
          BAJAAAA!!! | opt_out
          STOP | opt_out
          Stop. STOP | opt_out
          ALTO | opt_out
          Salir | opt_out
          PARAR | opt_out
          NO MAS | opt_out
          no más!! | opt_out
          Detener | opt_out
          UNSUBSCRIBE | opt_out
          hola, baja por favor gracias | opt_out
          Quiero darme de baja | opt_out
          # Phrases
          No me escriban más | opt_out
          por favor no me molesten | opt_out
          no me vuelvan a llamar | opt_out
          Dejen de fregar | opt_out
          dejen de mandarme mensajes | opt_out
          bórrenme de su lista | opt_out
          quiten mi número | opt_out
          No quiero recibir mas mensajes | opt_out
          please stop texting me | opt_out
          Don’t text me again | opt_out
          # Already paid
          Ya pagué | payment_claim
          ya pague | payment_claim
          YA CANCELE | payment_claim
          Ya cancelé la cuota | payment_claim
          ya consigné ayer | payment_claim
          Ya le transferí | payment_claim
          ya deposite en el banco | payment_claim
          Ya aboné 50 mil | payment_claim
          no, ya pagué | payment_claim
          no ya pague | payment_claim
          Pagué por PSE | payment_claim
          pague ayer por nequi | payment_claim
          ya lo pagué el viernes | payment_claim
          Ya hice el pago | payment_claim
          ya está pago | payment_claim
          adjunto comprobante | payment_claim
          le envío el comprobante | payment_claim
          ya he pagado | payment_claim
          I already paid | payment_claim
          paid it yesterday | payment_claim
          # Dispute
          No debo nada | dispute
          yo no saqué eso | dispute
          me suplantaron | dispute
          Esa no es mi deuda | dispute
          no reconozco esa deuda | dispute
          I don't owe anything | dispute
          # Wrong person
          No soy yo | wrong_person
          número equivocado | wrong_person
          no lo conozco | wrong_person
          yo soy la mamá | wrong_person
          El señor falleció | wrong_person
          Wrong number | wrong_person
          no me llamo Juan | wrong_person
          # Both
          No soy yo, no me escriban más | opt_out wrong_person
          ya pagué, dejen de molestar | opt_out payment_claim
          # Traps: these stop nothing, claim nothing, promise nothing
          muy alto el interés | unclear
          bájenme la cuota | unclear
          baja la cuota por favor | unclear
          quiero que me den de baja la tarjeta | unclear
          cancelar | unclear
          quiero cancelar | unclear
          voy a cancelar todo | unclear
          no he pagado | unclear
          aún no pagué | unclear
          todavía no he pagado nada | unclear
          no pude pagar | unclear
          cuando me paguen le pago | unclear
          ¿ya pagué? | unclear
          when I get paid I will pay | unclear
          no | unclear
          ok | unclear
          👍 | unclear
          gracias | unclear
          no me llamaron | unclear
          no me han enviado el recibo | unclear
          no me llamen hoy estoy en reunión | unclear
          se me murió mi mamá por eso no pude | unclear
          sáquenme de datacrédito | unclear
          no tengo trabajo | unclear
          cuánto debo? | unclear
          no sé cuánto debo | unclear
          no hice el pago | unclear
          quién es usted | unclear
          """)
  void a_reply_means_what_people_mean_by_it(String text, String tags) {
    assertEquals(tags, tags(text));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      textBlock =
          """
          Pago hoy | 2026-11-23 | -
          le pago mañana | 2026-11-24 | -
          Mañana en la mañana pago | 2026-11-24 | -
          pasado mañana cancelo | 2026-11-25 | -
          Pago el viernes | 2026-11-27 | -
          pago el viernes en la mañana | 2026-11-27 | -
          el viernes le pago a las 5 pm | 2026-11-27 | -
          PAGO EL VIERNES!!! | 2026-11-27 | -
          pagoooo el viernes | 2026-11-27 | -
          cancelo el 15 | 2026-12-15 | -
          pago el 30 | 2026-11-30 | -
          pago el 23 | 2026-11-23 | -
          pago el 1 de diciembre | 2026-12-01 | -
          le pago el primero | 2026-12-01 | -
          Me comprometo para el 30 de noviembre | 2026-11-30 | -
          cancelo el 15/12 | 2026-12-15 | -
          cancelo el 05-12-2026 | 2026-12-05 | -
          pago 2026-12-01 | 2026-12-01 | -
          pago el 10 de enero | 2027-01-10 | -
          el viernes 27 le pago | 2026-11-27 | -
          pago en ocho días | 2026-11-30 | -
          en 8 dias le pago | 2026-11-30 | -
          en quince días cancelo | 2026-12-07 | -
          pago en 10 días | 2026-12-03 | -
          de hoy en ocho le pago | 2026-11-30 | -
          pago en una semana | 2026-11-30 | -
          pago en dos semanas | 2026-12-07 | -
          le pago en la quincena | 2026-11-30 | -
          pago a fin de mes | 2026-11-30 | -
          el lunes de la próxima semana pago | 2026-11-30 | -
          el próximo lunes pago | 2026-11-30 | -
          abono 50 mil el viernes | 2026-11-27 | 50000
          Abono $50.000 mañana | 2026-11-24 | 50000
          consigno 1.500.000 el 15 | 2026-12-15 | 1500000
          pago 50k el viernes | 2026-11-27 | 50000
          pago 50 lucas el viernes | 2026-11-27 | 50000
          pago 2 millones el viernes | 2026-11-27 | 2000000
          pago cien mil el 30 | 2026-11-30 | 100000
          pago 120000 pesos el 30 | 2026-11-30 | 120000
          pago 50 mil el viernes o 80 mil | 2026-11-27 | -
          No puedo hoy, pago el viernes | 2026-11-27 | -
          no tengo plata pero el viernes le pago | 2026-11-27 | -
          No se preocupe, el viernes le pago sin falta | 2026-11-27 | -
          Ya aboné 20 mil y el viernes pago el resto | 2026-11-27 | -
          I will pay on Friday | 2026-11-27 | -
          I'll pay tomorrow | 2026-11-24 | -
          I can pay on the 15th | 2026-12-15 | -
          I will pay November 30 | 2026-11-30 | -
          """)
  void a_promise_has_a_day_and_sometimes_an_amount(String text, LocalDate dueOn, String amount) {
    List<Intent> intents = ReplyReader.read(text, MON_2026_11_23, "CO");
    PromiseToPay promise =
        intents.stream()
            .filter(PromiseToPay.class::isInstance)
            .map(PromiseToPay.class::cast)
            .findFirst()
            .orElseThrow(() -> new AssertionError("no promise: " + intents));
    assertEquals(dueOn, promise.dueOn());
    assertEquals(amount, promise.amount() == null ? null : promise.amount().toPlainString());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          pago el lunes
          pago la otra semana
          pago el fin de semana
          pago después del 15
          pago el 15 o el 30
          pago hoy o mañana
          pago el 31/2
          pago el viernes 28
          pago el 20 de noviembre
          pago el 30 de marzo
          pago en 90 días
          pago el 20/11/2026
          no puedo pagar el viernes
          no voy a pagar mañana
          ¿puedo pagar el viernes?
          me pagan el viernes
          el viernes
          podría pagar el 15
          quizás pague el viernes
          no debo nada, no pago el viernes
          """)
  void what_is_vague_past_far_denied_or_asked_is_no_promise(String text) {
    assertEquals(
        false,
        ReplyReader.read(text, MON_2026_11_23, "CO").stream()
            .anyMatch(PromiseToPay.class::isInstance),
        text);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          CO | pago $1.500 mañana | 1500
          MX | pago $1,500 mañana | 1500
          MX | pago $1,500.50 mañana | 1500.50
          CO | pago $1.500,50 mañana | 1500.50
          PE | pago S/ 200 mañana | 200
          PE | pago S/.200 mañana | 200
          PE | pago 200 soles mañana | 200
          MX | pago 500 mañana | 500
          """)
  void the_country_decides_what_a_dot_is(String country, String text, String amount) {
    PromiseToPay promise =
        (PromiseToPay) ReplyReader.read(text, MON_2026_11_23, country).getFirst();
    assertEquals(amount, promise.amount() == null ? null : promise.amount().toPlainString());
  }

  @Test
  void the_month_stands_first_in_the_united_states() {
    PromiseToPay promise =
        (PromiseToPay) ReplyReader.read("I will pay 12/5", MON_2026_11_23, "US").getFirst();
    assertEquals(LocalDate.parse("2026-12-05"), promise.dueOn());
  }

  @Test
  void a_text_of_any_length_and_kind_is_read_at_once() {
    for (String text :
        List.of(
            "", "\0", "no ".repeat(100_000), "1.".repeat(50_000), "a".repeat(1 << 20), "\uD800")) {
      assertTimeoutPreemptively(
          Duration.ofSeconds(10),
          () -> assertEquals("unclear", tags(text).replace("opt_out", "unclear")));
    }
  }

  private static String tags(String text) {
    return String.join(
        " ", ReplyReader.read(text, MON_2026_11_23, "CO").stream().map(Intent::tag).toList());
  }
}
