package io.batuta.message;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * All that a template may put in double braces: {@code {{firstName}}}. Each writes its value for
 * the debtor's language and country; an empty answer means that there is none.
 */
enum Parameter {
  /** {@code Ana Gómez}. */
  NAME("name", values -> oneLine(inOrder(values.name()))),
  /** {@code Ana}. */
  FIRST_NAME("firstName", values -> firstWord(oneLine(inOrder(values.name())))),
  CREDITOR("creditor", values -> oneLine(values.creditor())),
  /** What is owed, exact: {@code $ 1.250.000} in Colombia. */
  BALANCE("balance", values -> Amounts.written(values.balance(), locale(values))),
  /** A bare number; 0 before the debt is due. */
  DAYS_PAST_DUE("daysPastDue", values -> Integer.toString(Math.max(0, values.daysPastDue()))),
  /** In words: {@code 23 de noviembre de 2026}. */
  DUE_DATE("dueDate", values -> Dates.inWords(values.dueDate(), locale(values)));

  private final String tag;
  private final Function<MessageValues, String> value;

  Parameter(String tag, Function<MessageValues, String> value) {
    this.tag = tag;
    this.value = value;
  }

  /** As templates write it: {@code daysPastDue}. */
  String tag() {
    return tag;
  }

  String of(MessageValues values) {
    return value.apply(values);
  }

  static Optional<Parameter> ofTag(String tag) {
    return Arrays.stream(values()).filter(each -> each.tag.equals(tag)).findFirst();
  }

  /** {@code name, firstName, …}, for messages to whoever writes templates. */
  static String all() {
    return Arrays.stream(values()).map(Parameter::tag).collect(Collectors.joining(", "));
  }

  private static Locale locale(MessageValues values) {
    return Locale.of(values.language(), values.timeZoneCountry());
  }

  private static String inOrder(String name) {
    int comma = name.indexOf(',');
    return comma < 0 ? name : name.substring(comma + 1) + " " + name.substring(0, comma);
  }

  private static String firstWord(String line) {
    int blank = line.indexOf(' ');
    return blank < 0 ? line : line.substring(0, blank);
  }

  /** Printable ASCII with single blanks between words, as nearly every name is. */
  private static boolean isOneLine(String value) {
    char before = ' ';
    for (int at = 0; at < value.length(); at++) {
      char here = value.charAt(at);
      if (here < ' ' || here > '~' || (here == ' ' && before == ' ')) {
        return false;
      }
      before = here;
    }
    return before != ' ';
  }

  /** Apart, since the constants above are made before any static of their own class. */
  private static final class Blanks {
    static final Pattern BLANKS = Pattern.compile("[\\p{Cntrl}\\p{Z}]+");
  }

  /** A value is a piece of a line: it can neither end one nor begin a header. */
  private static String oneLine(String value) {
    return isOneLine(value) ? value : Blanks.BLANKS.matcher(value).replaceAll(" ").strip();
  }
}
