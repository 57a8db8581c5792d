package io.batuta.privacy;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PersonHashTest {

  private final PersonHash hash = new PersonHash(Base64.getEncoder().encodeToString(new byte[32]));

  @ParameterizedTest
  @CsvSource({
    "José Núñez Peña,   jose nunez pena",
    "ANA  MARÍA DÍAZ,   Ana María Díaz",
    "O'Higgins-Soto L., o higgins soto l"
  })
  void a_name_is_found_however_it_is_written(String one, String other) {
    assertArrayEquals(hash.ofName(1, one), hash.ofName(1, other));
    assertFalse(Arrays.equals(hash.ofSpelling(1, one), hash.ofSpelling(1, other)));
  }

  @ParameterizedTest
  @CsvSource({"1.020.304-5, 10203045", "rut 7.654.321-k, RUT7654321K"})
  void a_document_is_its_letters_and_digits(String one, String other) {
    assertArrayEquals(hash.ofDocument(1, one), hash.ofDocument(1, other));
  }

  @Test
  void nobody_is_followed_from_one_lender_to_the_next() {
    assertFalse(Arrays.equals(hash.ofName(1, "Ana Diaz"), hash.ofName(2, "Ana Diaz")));
    assertFalse(Arrays.equals(hash.ofDocument(1, "123"), hash.ofDocument(2, "123")));
  }

  @Test
  void kinds_never_meet() {
    assertFalse(Arrays.equals(hash.ofName(1, "123"), hash.ofDocument(1, "123")));
    LocalDate day = LocalDate.parse("1990-02-28");
    assertFalse(Arrays.equals(hash.ofBirthDate(1, day), hash.ofName(1, "1990-02-28")));
    assertEquals(16, hash.ofBirthDate(1, day).length);
  }
}
