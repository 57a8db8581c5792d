package io.batuta.message;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TransliterationTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          Obligación número único aquí      | Obligacion numero unico aqui
          ÁÍÓÚ áíóú                         | AIOU aiou
          Año, pingüino, niñez, Ñandú, café | Año, pingüino, niñez, Ñandu, café
          “Pague” ‘hoy’ – o mañana…         | "Pague" 'hoy' - o mañana...
          Crédito N° 5, 2ª cuota            | Crédito No 5, 2a cuota
          coração, façade                   | coraçao, façade
          Hola 😀 Иван                      | Hola 😀 Иван
          $ 1.250.000 € {x}                 | $ 1.250.000 € {x}
          """)
  void keeps_what_fits_and_replaces_what_has_a_likeness(String text, String plain) {
    assertEquals(plain.replace("ç", "c"), Transliteration.toGsm(text));
  }

  @ParameterizedTest
  @CsvSource({"an\u0303o, año", "cafe\u0301, café", "a\u0301rbol, arbol"})
  void an_accent_written_apart_is_one_with_its_letter(String text, String plain) {
    assertEquals(plain, Transliteration.toGsm(text));
  }

  @ParameterizedTest
  @CsvSource(
      ignoreLeadingAndTrailingWhitespace = false,
      value = {"a\u00A0b,a b", "a\tb,a b"})
  void every_space_is_a_space(String text, String plain) {
    assertEquals(plain, Transliteration.toGsm(text));
  }
}
