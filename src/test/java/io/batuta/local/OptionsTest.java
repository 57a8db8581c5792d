package io.batuta.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OptionsTest {

  @Test
  void all_options_are_read_in_any_order_and_with_an_equals_sign_too() throws Exception {
    Options options =
        Options.parse(
            "--seed=7",
            "--once",
            "--country",
            "pe",
            "--date",
            "2026-11-23",
            "--portfolio",
            "mine.csv",
            "--debtors",
            "500",
            "--port=9000",
            "--speed",
            "60");
    assertEquals(
        new Options(
            true, "PE", LocalDate.of(2026, 11, 23), Path.of("mine.csv"), 500, 7, 9000, 60.0, false),
        options);
  }

  @Test
  void without_options_the_sample_is_played_at_a_pace_to_watch() throws Exception {
    Options options = Options.parse();
    assertNull(options.date());
    assertNull(options.country());
    assertNull(options.port());
    assertEquals(1, options.seed());
    assertEquals(Options.WATCHABLE, options.pace());
    assertEquals(0, Options.parse("--once").pace());
    assertEquals(2, Options.parse("--once", "--speed", "2").pace());
  }

  @ParameterizedTest
  @CsvSource({
    "--twice,--twice",
    "once,once",
    "--country=VE,not VE",
    "--country=,needs a value",
    "--date=23/11/2026,23/11/2026",
    "--date=2026-02-30,2026-02-30",
    "--debtors=0,from 1",
    "--debtors=many,many",
    "--port=70000,65535",
    "--seed=x,whole number",
    "--speed=-1,from 0",
    "--speed=NaN,from 0",
    "--portfolio,needs a value"
  })
  void a_bad_option_is_said_in_one_sentence(String argument, String said) {
    Options.BadOption bad = assertThrows(Options.BadOption.class, () -> Options.parse(argument));
    assertTrue(bad.getMessage().contains(said), bad.getMessage());
    assertTrue(bad.getMessage().endsWith("."), bad.getMessage());
  }

  @Test
  void the_script_lists_every_option_as_the_program_does() throws Exception {
    String script = Files.readString(Path.of("scripts/run"));
    Options.USAGE.forEach(line -> assertTrue(script.contains(line), line));
  }
}
