package io.batuta.local;

import java.io.Console;
import java.io.PrintStream;
import java.util.Locale;

/**
 * How far a piece of work is: a bar that redraws itself on a terminal, a plain line at each quarter
 * elsewhere.
 */
final class Progress {

  private static final int WIDTH = 28;

  private final PrintStream out;
  private final boolean terminal;
  private String label = "";
  private int lastQuarter;
  private String lastLine = "";

  Progress(PrintStream out, boolean terminal) {
    this.out = out;
    this.terminal = terminal;
  }

  @SuppressWarnings("SystemConsoleNull") // NullAway knows the older promise
  static Progress onThisTerminal() {
    Console console = System.console();
    return new Progress(System.out, console != null && console.isTerminal());
  }

  void begin(String what) {
    label = what;
    lastQuarter = 0;
    lastLine = "";
    at(0, "");
  }

  /**
   * @param share from 0 to 1
   * @param note a few words beside the bar
   */
  void at(double share, String note) {
    String line = bar(label, share, note);
    int quarter = (int) Math.floor(share * 4);
    if (terminal && !line.equals(lastLine)) {
      out.print("\r" + line + "\u001b[K");
      out.flush();
    } else if (!terminal && quarter > lastQuarter && quarter < 4) {
      out.println(line);
      lastQuarter = quarter;
    }
    lastLine = line;
  }

  void done(String note) {
    String line = bar(label, 1, note);
    out.println(terminal ? "\r" + line + "\u001b[K" : line);
  }

  /** Leaves a half drawn bar behind, so that what is printed next has its own line. */
  void breakOff() {
    if (terminal && !lastLine.isEmpty()) {
      out.println();
    }
  }

  static String bar(String label, double share, String note) {
    double within = Math.clamp(share, 0.0, 1.0);
    int full = (int) Math.floor(within * WIDTH);
    return String.format(
            Locale.ROOT,
            "%-27s %s%s %3d %%  %s",
            label,
            "█".repeat(full),
            "░".repeat(WIDTH - full),
            (int) Math.floor(within * 100),
            note)
        .stripTrailing();
  }
}
