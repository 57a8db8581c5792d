package io.batuta.dispatch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.batuta.dispatch.Brake.Counts;
import io.batuta.dispatch.Brake.Ground;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BrakeTest {

  /** As Amazon SES holds an account to it. */
  private static final Brake SES = new Brake(1_000, 50_000, 200_000, 1_000);

  /** Sent, refused, uncertain, complained, undelivered, and what it is pulled by. */
  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      textBlock =
          """
          0,      0,       0,         0,          0,           -
          1000,   0,       0,         1,          50,          -
          1000,   0,       0,         2,          50,          COMPLAINED
          1000,   0,       0,         1,          51,          UNDELIVERED
          1,      0,       0,         1,          1,           -
          60,     0,       0,         0,          51,          UNDELIVERED
          999,    0,       0,         2,          0,           COMPLAINED
          2000,   0,       0,         2,          100,         -
          2000,   0,       0,         3,          0,           COMPLAINED
          2000,   0,       0,         2,          101,         UNDELIVERED
          800,    200,     0,         0,          0,           -
          799,    200,     1,         0,          0,           FAILING
          0,      0,       201,       0,          0,           FAILING
          0,      0,       200,       0,          0,           -
          900000000000, 0, 0,         900000000,  0,           -
          900000000000, 0, 0,         900000001,  0,           COMPLAINED
          """)
  void it_is_pulled_by_the_first_one_over_the_share_and_not_before_the_sample_could_say(
      long sent, long refused, long uncertain, long complained, long undelivered, String pulled) {
    assertEquals(
        Optional.ofNullable(pulled).map(Ground::valueOf),
        SES.judge(new Counts(sent, refused, uncertain, complained, undelivered))
            .map(Brake.Pulled::ground));
  }

  @Test
  void what_is_not_judged_stops_nothing() {
    assertEquals(
        Optional.empty(), new Brake(null, null, null, 1).judge(new Counts(10, 10, 10, 10, 10)));
  }

  @Test
  void it_says_how_many_of_how_many_and_over_what() {
    String why =
        SES.judge(new Counts(1_000, 0, 0, 2, 0))
            .orElseThrow()
            .why("ses", Instant.parse("2026-11-23T12:00:00Z"));
    assertTrue(why.contains("quejas: 2 de 1000 por ses"), why);
    assertTrue(why.contains("0.1 %"), why);
  }
}
