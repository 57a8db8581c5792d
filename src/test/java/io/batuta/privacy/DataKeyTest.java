package io.batuta.privacy;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class DataKeyTest {

  private static final String NAME = "María Fernanda Ñáñez";

  private final DataKey key = DataKey.fresh();

  @ParameterizedTest
  @ValueSource(strings = {"", "a", NAME, "+573001234567", "\u0000😀\n"})
  void what_is_encrypted_is_read_again(String text) {
    assertEquals(text, key.decrypt(PersonalData.NAME, key.encrypt(PersonalData.NAME, text)));
  }

  @Test
  void the_same_text_is_different_each_time() {
    assertNotEquals(
        HexFormat.of().formatHex(key.encrypt(PersonalData.NAME, NAME)),
        HexFormat.of().formatHex(key.encrypt(PersonalData.NAME, NAME)));
  }

  @Test
  void it_is_a_version_a_nonce_the_text_and_its_tag() {
    byte[] encrypted = key.encrypt(PersonalData.NAME, "Ana");
    assertEquals(1 + 12 + 3 + 16, encrypted.length);
    assertEquals(1, encrypted[0]);
  }

  @Test
  void another_key_another_kind_reads_nothing() {
    byte[] encrypted = key.encrypt(PersonalData.NAME, NAME);
    refused(() -> DataKey.fresh().decrypt(PersonalData.NAME, encrypted));
    refused(() -> key.decrypt(PersonalData.ADDRESS, encrypted));
  }

  /** Each byte, of version, nonce, text and tag alike. */
  static Stream<Integer> places() {
    return IntStream.range(0, 1 + 12 + 3 + 16).boxed();
  }

  @ParameterizedTest
  @MethodSource("places")
  void one_bit_that_is_altered_is_seen(int place) {
    byte[] encrypted = key.encrypt(PersonalData.NAME, "Ana");
    encrypted[place] ^= 1;
    refused(() -> key.decrypt(PersonalData.NAME, encrypted));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 12, 13, 28, 31})
  void what_is_cut_short_is_seen(int length) {
    byte[] encrypted = Arrays.copyOf(key.encrypt(PersonalData.NAME, "Ana"), length);
    refused(() -> key.decrypt(PersonalData.NAME, encrypted));
  }

  @Test
  void a_persons_key_is_bound_to_its_creditor_and_number() {
    DataKey master = DataKey.fresh();
    CreditorKey seven = new CreditorKey(7, master);
    byte[] wrapped = seven.wrap("D1", key);
    assertArrayEquals(key.bytes(), seven.unwrap("D1", wrapped).bytes());
    refused(() -> seven.unwrap("D2", wrapped));
    refused(() -> new CreditorKey(8, master).unwrap("D1", wrapped));
    refused(() -> new CreditorKey(7, DataKey.fresh()).unwrap("D1", wrapped));
  }

  @Test
  void what_is_refused_says_nothing_of_what_it_was() {
    byte[] encrypted = key.encrypt(PersonalData.NAME, NAME);
    CannotDecrypt refused =
        assertThrows(CannotDecrypt.class, () -> key.decrypt(PersonalData.DOCUMENT, encrypted));
    assertEquals(null, refused.getCause());
    assertFalse(String.valueOf(refused.getMessage()).contains("Ñáñez"));
    assertFalse(key.toString().contains(HexFormat.of().formatHex(key.bytes())));
    assertFalse(new String(encrypted, StandardCharsets.UTF_8).contains("Fernanda"));
  }

  private static void refused(Runnable work) {
    assertThrows(CannotDecrypt.class, work::run);
  }
}
