package io.batuta.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ProgressTest {

  private final ByteArrayOutputStream screen = new ByteArrayOutputStream();

  @Test
  void the_bar_fills_from_left_to_right_and_never_beyond() {
    assertTrue(Progress.bar("Día / day", 0, "").contains("░".repeat(28)));
    assertTrue(Progress.bar("Día / day", 0.5, "").contains("█".repeat(14) + "░".repeat(14)));
    assertTrue(Progress.bar("Día / day", 0.999, "").contains(" 99 %"));
    assertTrue(Progress.bar("Día / day", 1.7, "").endsWith("█".repeat(28) + " 100 %"));
  }

  @Test
  void without_a_terminal_there_is_a_line_a_quarter_and_one_at_the_end() {
    Progress progress = on(false);
    progress.begin("Noche / night");
    for (int i = 0; i <= 1000; i++) {
      progress.at(i / 1000.0, "");
    }
    progress.done("12 planeados");
    String text = screen.toString(StandardCharsets.UTF_8);
    assertEquals(4, text.lines().count(), text);
    assertTrue(text.strip().endsWith("100 %  12 planeados"), text);
    assertEquals(-1, text.indexOf('\r'));
  }

  @Test
  void on_a_terminal_the_line_is_drawn_over() {
    Progress progress = on(true);
    progress.begin("Noche / night");
    progress.at(0.3, "");
    progress.done("");
    String text = screen.toString(StandardCharsets.UTF_8);
    assertEquals(3, text.chars().filter(c -> c == '\r').count());
    assertEquals(1, text.chars().filter(c -> c == '\n').count());
  }

  private Progress on(boolean terminal) {
    return new Progress(new PrintStream(screen, true, StandardCharsets.UTF_8), terminal);
  }
}
