package io.batuta.message;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.batuta.message.SmsParts.Encoding;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SmsPartsTest {

  private static final String GRIN = "😀";

  @ParameterizedTest(name = "{index}: {2} units, {3} parts")
  @MethodSource("texts")
  void counts(String text, Encoding encoding, int units, int parts) {
    assertEquals(new SmsParts(encoding, units, parts), SmsParts.count(text));
  }

  static Stream<Arguments> texts() {
    return Stream.of(
        arguments("", Encoding.GSM_7, 0, 1),
        arguments("a".repeat(160), Encoding.GSM_7, 160, 1),
        arguments("a".repeat(161), Encoding.GSM_7, 161, 2),
        arguments("a".repeat(306), Encoding.GSM_7, 306, 2),
        arguments("a".repeat(307), Encoding.GSM_7, 307, 3),
        arguments("€".repeat(80), Encoding.GSM_7, 160, 1),
        arguments("€".repeat(81), Encoding.GSM_7, 162, 2),
        // 306 septets would fill two parts, but the escape and its € may not be parted.
        arguments("a".repeat(152) + "€" + "b".repeat(152), Encoding.GSM_7, 306, 3),
        arguments("á" + "a".repeat(69), Encoding.UCS_2, 70, 1),
        arguments("á" + "a".repeat(70), Encoding.UCS_2, 71, 2),
        // 134 units would fill two parts, but a surrogate pair may not be parted.
        arguments("a".repeat(66) + GRIN + "b".repeat(66), Encoding.UCS_2, 134, 3),
        arguments("a".repeat(65) + GRIN + "b".repeat(67), Encoding.UCS_2, 134, 2),
        arguments(GRIN.repeat(35), Encoding.UCS_2, 70, 1),
        arguments(GRIN.repeat(36), Encoding.UCS_2, 72, 2),
        // An escape character within a UCS-2 text takes one unit.
        arguments("á€" + "a".repeat(68), Encoding.UCS_2, 70, 1),
        arguments("\uD83D", Encoding.UCS_2, 1, 1));
  }

  @Test
  void the_whole_alphabet_is_known() {
    String basic =
        "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZ"
            + "ÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";
    assertEquals(127, basic.length());
    assertEquals(new SmsParts(Encoding.GSM_7, 127, 1), SmsParts.count(basic));
    assertEquals(new SmsParts(Encoding.GSM_7, 20, 1), SmsParts.count("\f^{}\\[~]|€"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "á", "í", "ó", "ú", "Á", "Í", "Ó", "Ú", "ç", "`", "°", "“", "’", "–", "\t", "\u00A0",
        "\u001B", "n\u0303"
      })
  void one_character_outside_of_it_makes_the_text_ucs_2(String text) {
    assertEquals(Encoding.UCS_2, SmsParts.count("Hola " + text).encoding());
  }

  @ParameterizedTest
  @ValueSource(strings = {"é", "É", "ñ", "Ñ", "ü", "Ü", "¿", "¡", "à"})
  void some_spanish_letters_are_within_it(String text) {
    assertEquals(Encoding.GSM_7, SmsParts.count("Hola " + text).encoding());
  }
}
