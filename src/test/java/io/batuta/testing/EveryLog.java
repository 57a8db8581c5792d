package io.batuta.testing;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** Hears what every package logs, with its exceptions, and what goes to standard output. */
public final class EveryLog extends Handler implements AutoCloseable {

  private static final Logger ROOT = Logger.getLogger("");

  private final StringBuffer said = new StringBuffer();
  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
  private final PrintStream out = System.out;
  private final PrintStream err = System.err;

  private EveryLog() {
    setLevel(Level.ALL);
  }

  /** Until it is closed. */
  public static EveryLog capture() {
    EveryLog log = new EveryLog();
    ROOT.addHandler(log);
    System.setOut(new PrintStream(log.both(log.out), true, StandardCharsets.UTF_8));
    System.setErr(new PrintStream(log.both(log.err), true, StandardCharsets.UTF_8));
    return log;
  }

  /** Everything so far. */
  public String text() {
    return said + printed.toString(StandardCharsets.UTF_8);
  }

  /** Where it stands, for whoever has to find it. */
  public String around(String word) {
    String text = text();
    int at = text.indexOf(word);
    return text.substring(Math.max(0, at - 200), Math.min(text.length(), at + 200));
  }

  @Override
  public void publish(LogRecord entry) {
    StringWriter line = new StringWriter();
    line.append(entry.getLoggerName()).append(' ').append(entry.getMessage()).append(' ');
    if (entry.getParameters() != null) {
      line.append(Arrays.toString(entry.getParameters()));
    }
    if (entry instanceof org.jboss.logmanager.ExtLogRecord full) {
      line.append(' ').append(full.getFormattedMessage()).append(full.getMdcCopy().toString());
    }
    if (entry.getThrown() != null) {
      entry.getThrown().printStackTrace(new PrintWriter(line, true));
    }
    said.append(line).append('\n');
  }

  @Override
  public void flush() {}

  @Override
  public void close() {
    ROOT.removeHandler(this);
    System.setOut(out);
    System.setErr(err);
  }

  private OutputStream both(PrintStream there) {
    return new OutputStream() {
      @Override
      public void write(int one) {
        there.write(one);
        printed.write(one);
      }

      @Override
      public void write(byte[] bytes, int from, int length) {
        there.write(bytes, from, length);
        printed.write(bytes, from, length);
      }
    };
  }
}
