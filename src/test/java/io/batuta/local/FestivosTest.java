package io.batuta.local;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.LocalDate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class FestivosTest {

  @Test
  void the_holidays_of_2026_are_those_of_the_official_calendar() {
    assertEquals(
        Stream.of(
                "2026-01-01",
                "2026-01-12",
                "2026-03-23",
                "2026-04-02",
                "2026-04-03",
                "2026-05-01",
                "2026-05-18",
                "2026-06-08",
                "2026-06-15",
                "2026-06-29",
                "2026-07-13",
                "2026-07-20",
                "2026-08-07",
                "2026-08-17",
                "2026-10-12",
                "2026-11-02",
                "2026-11-16",
                "2026-12-08",
                "2026-12-25")
            .map(LocalDate::parse)
            .toList(),
        Festivos.of(2026));
  }

  @Test
  void two_holidays_on_one_day_are_one() {
    // In 2011 Saint Peter's Monday and the Sacred Heart fell together on 4 July.
    assertEquals(17, Festivos.of(2011).size());
  }
}
