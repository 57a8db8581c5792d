package io.batuta.privacy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MaskedTest {

  @ParameterizedTest
  @CsvSource({
    "+573001231234, +57 ••• ••• 1234",
    "+50760001234, +507 ••• ••• 1234",
    "+34600123456, +34 ••• ••• 3456",
    "3001231234, ••• 34",
    "x, '••• '",
    "'', '••• '"
  })
  void a_phone_shows_its_country_and_end(String phone, String masked) {
    assertEquals(masked, Masked.phone(phone));
  }

  @ParameterizedTest
  @CsvSource({
    "ana.gomez@example.com, a•••@example.com",
    "a@example.com, a•••@example.com",
    "@example.com, •••",
    "nobody, •••",
    "'', •••"
  })
  void an_address_shows_its_first_letter_and_domain(String email, String masked) {
    assertEquals(masked, Masked.email(email));
  }

  @ParameterizedTest
  @CsvSource({
    "Ana Gómez, A••• G•••",
    "'  Ángela  de la Ñ ', Á••• d••• l••• Ñ•••",
    "𝒜na, 𝒜•••",
    "' ', •••"
  })
  void a_name_shows_its_first_letters(String name, String masked) {
    assertEquals(masked, Masked.name(name));
  }

  @ParameterizedTest
  @CsvSource({"1020304789, •••789", "12345, •••45", "1, •••", "'', •••"})
  void a_document_shows_its_end_and_never_most_of_itself(String document, String masked) {
    assertEquals(masked, Masked.document(document));
  }
}
