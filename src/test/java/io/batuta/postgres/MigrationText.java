package io.batuta.postgres;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Takes a migration apart: its statements without comments, quoted words and bodies of functions.
 * What a DO block runs is a statement like any other, in quotes too, since it may EXECUTE them.
 */
final class MigrationText {

  private static final Pattern WAIVER = Pattern.compile("^--\\s*Survives:(.*)$");
  private static final Pattern TAG = Pattern.compile("\\$\\w*\\$");
  private static final Pattern NESTED =
      Pattern.compile("(?i)\\b(ALTER|DROP|CREATE|TRUNCATE|REVOKE|UPDATE|DELETE|VACUUM|REINDEX)\\b");

  private final String text;
  private final boolean inBlock;
  private final List<Statement> statements = new ArrayList<>();
  private final StringBuilder words = new StringBuilder();
  private int at;
  private int line;
  private int begins;
  private @Nullable String reason;

  /**
   * @param line where it begins in its file, from 1
   * @param words on one line, single spaces
   * @param reason why a running old version survives it, where a comment before it says so
   */
  record Statement(int line, String words, @Nullable String reason) {}

  private MigrationText(String text, int line, boolean inBlock, @Nullable String reason) {
    this.text = text;
    this.line = line;
    this.begins = line;
    this.inBlock = inBlock;
    this.reason = reason;
  }

  static List<Statement> statements(String text) {
    return new MigrationText(text, 1, false, null).read();
  }

  private List<Statement> read() {
    while (at < text.length()) {
      char here = text.charAt(at);
      if (text.startsWith("--", at)) {
        comment();
      } else if (text.startsWith("/*", at)) {
        skipTo(text.indexOf("*/", at) + 2);
      } else if (here == '\'' && !inBlock) {
        quoted();
      } else if (here == '$' && TAG.matcher(text).region(at, text.length()).lookingAt()) {
        body();
      } else if (here == ';') {
        end();
      } else {
        word(here == '\'' ? ' ' : here);
      }
    }
    end();
    return statements;
  }

  private void comment() {
    int end = text.indexOf('\n', at);
    Matcher waiver = WAIVER.matcher(text.substring(at, end < 0 ? text.length() : end));
    if (words.toString().isBlank() && waiver.matches()) {
      reason = waiver.group(1).strip();
    }
    at = end < 0 ? text.length() : end;
  }

  private void quoted() {
    int end = at + 1;
    while (end < text.length() && (text.charAt(end) != '\'' || text.startsWith("''", end))) {
      end += text.startsWith("''", end) ? 2 : 1;
    }
    skipTo(end + 1);
    words.append("''");
  }

  private void body() {
    Matcher tag = TAG.matcher(text).region(at, text.length());
    if (!tag.lookingAt()) {
      throw new IllegalStateException("no dollar quote at " + at);
    }
    int close = text.indexOf(tag.group(), tag.end());
    int end = close < 0 ? text.length() : close;
    if (words.toString().strip().matches("(?i)DO|DO LANGUAGE \\w+")) {
      String block = text.substring(tag.end(), end);
      statements.addAll(new MigrationText(block, line, true, reason).read());
    }
    words.append("$$");
    skipTo(Math.min(text.length(), end + tag.group().length()));
  }

  private void word(char next) {
    if (words.isEmpty() && !Character.isWhitespace(next)) {
      begins = line;
    }
    if (!words.isEmpty() || !Character.isWhitespace(next)) {
      words.append(next);
    }
    skipTo(at + 1);
  }

  private void end() {
    String whole = words.toString().replaceAll("\\s+", " ").strip();
    Matcher first = NESTED.matcher(whole);
    if (!inBlock && !whole.isEmpty()) {
      statements.add(new Statement(begins, whole, reason));
    } else if (first.find()) {
      statements.add(new Statement(begins, whole.substring(first.start()), reason));
    }
    words.setLength(0);
    if (!inBlock) {
      reason = null;
    }
    at = Math.min(text.length(), at + 1);
  }

  private void skipTo(int end) {
    for (; at < Math.min(end, text.length()); at++) {
      if (text.charAt(at) == '\n') {
        line++;
      }
    }
  }
}
