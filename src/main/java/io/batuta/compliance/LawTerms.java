package io.batuta.compliance;

import io.batuta.compliance.Counted.Unit;
import io.batuta.compliance.Provision.Terms;
import io.batuta.portfolio.ChannelClass;
import io.batuta.portfolio.DebtorStatus;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What each {@code kind} of rule takes beside what all have:
 *
 * <ul>
 *   <li>{@code window}: {@code classes}; {@code hours}, a weekday or a run of them to one window or
 *       a list, {@code MONDAY-FRIDAY: "07:00-19:00"}, the end exclusive and {@code 24:00} at most;
 *       {@code closedOnHolidays}
 *   <li>{@code closed-days}: {@code classes}; {@code days}, weekdays; {@code closedOnHolidays}
 *   <li>{@code frequency}: {@code scope} ({@code PERSON}, the only one we count by); {@code
 *       classes}; {@code unit} ({@code DIRECT_CONTACT} for what {@code contactCounts} says); {@code
 *       max}; {@code period}; {@code perChannel}
 *   <li>{@code gap}: {@code scope}, {@code classes}, {@code unit}, {@code perChannel} as above;
 *       {@code days} from one contact to the next, 1 to 31
 *   <li>{@code one-channel}: {@code unit}, {@code period}
 *   <li>{@code barred}, {@code workplace}: {@code classes}
 *   <li>{@code third-parties}: {@code allowed}, of {@link Addressee.Party}
 *   <li>{@code stop}: {@code statuses}
 *   <li>{@code required-text}: {@code key}, small letters and hyphens; {@code languages}, ISO 639;
 *       {@code classes}; {@code each}, of {@link RequiredText.Each}
 *   <li>{@code retention}: {@code months}, 1 to 600
 *   <li>{@code duty}: {@code text}
 *   <li>{@code authorised-channels}, {@code cease}: nothing
 * </ul>
 */
final class LawTerms {

  private LawTerms() {}

  /** We count contacts of a debtor; a law that bounds them per debt is then kept more strictly. */
  private enum Scope {
    PERSON
  }

  static Terms read(LawFields fields) {
    String kind = fields.text("kind");
    return switch (kind) {
      case "window" -> window(fields);
      case "closed-days" -> closedDays(fields);
      case "frequency" -> frequency(fields);
      case "gap" -> gap(fields);
      case "one-channel" ->
          new Terms.OneChannelOnly(unit(fields), fields.word("period", Period.class));
      case "authorised-channels" -> new Terms.Authorised();
      case "barred" -> new Terms.Barred(classes(fields));
      case "third-parties" -> new Terms.Parties(fields.words("allowed", Addressee.Party.class));
      case "workplace" -> new Terms.AtWork(classes(fields));
      case "stop" -> new Terms.Stop(fields.words("statuses", DebtorStatus.class));
      case "cease" -> new Terms.Cease();
      case "required-text" -> text(fields);
      case "retention" -> new Terms.Retention(number(fields, "months", 600));
      case "duty" -> new Terms.Duty(fields.text("text"));
      default -> throw fields.fault("unknown kind " + kind);
    };
  }

  private static Terms window(LawFields fields) {
    WeeklyHours week = week(fields.block("hours"));
    return new Terms.Window(
        WeeklyHours.forAll(classes(fields), week), yesOrNo(fields, "closedOnHolidays"));
  }

  private static Terms closedDays(LawFields fields) {
    return new Terms.ClosedDays(
        classes(fields),
        fields.words("days", DayOfWeek.class),
        yesOrNo(fields, "closedOnHolidays"));
  }

  private static Terms frequency(LawFields fields) {
    fields.word("scope", Scope.class);
    return new Terms.Frequency(
        classes(fields),
        unit(fields),
        number(fields, "max", 31),
        fields.word("period", Period.class),
        yesOrNo(fields, "perChannel"));
  }

  private static Terms gap(LawFields fields) {
    fields.word("scope", Scope.class);
    return new Terms.Gap(
        classes(fields),
        unit(fields),
        number(fields, "days", MinimumGap.Gap.MOST_DAYS),
        yesOrNo(fields, "perChannel"));
  }

  private static Terms text(LawFields fields) {
    Set<String> languages = new LinkedHashSet<>();
    for (LawNode each : fields.list("languages")) {
      languages.add(
          fields.read(each, "languages", "ISO 639 codes of two letters", LawTerms::language));
    }
    return new Terms.Text(
        fields.read("key", "small letters and hyphens", LawTerms::key),
        languages,
        classes(fields),
        fields.word("each", RequiredText.Each.class));
  }

  private static String key(String text) {
    if (!text.matches("[a-z]+(-[a-z]+)*")) {
      throw new IllegalArgumentException("as electronic-opt-out");
    }
    return text;
  }

  private static String language(String text) {
    if (!Set.of(Locale.getISOLanguages()).contains(text)) {
      throw new IllegalArgumentException("no such language");
    }
    return text;
  }

  private static WeeklyHours week(LawFields hours) {
    Map<DayOfWeek, List<ContactWindow>> week = new EnumMap<>(DayOfWeek.class);
    for (String days : hours.keys()) {
      List<ContactWindow> windows = windows(hours, days);
      for (DayOfWeek day : weekdays(hours, days)) {
        if (week.put(day, windows) != null) {
          throw hours.fault("hours of " + day + " are given twice");
        }
      }
    }
    try {
      return new WeeklyHours(week);
    } catch (IllegalArgumentException e) {
      throw hours.fault(String.valueOf(e.getMessage()));
    }
  }

  private static List<DayOfWeek> weekdays(LawFields hours, String days) {
    try {
      String[] ends = days.split("-", -1);
      DayOfWeek first = DayOfWeek.valueOf(ends[0]);
      DayOfWeek last = DayOfWeek.valueOf(ends[ends.length - 1]);
      if (ends.length <= 2 && first.compareTo(last) <= 0) {
        return List.of(DayOfWeek.values()).subList(first.ordinal(), last.ordinal() + 1);
      }
    } catch (IllegalArgumentException e) {
      // Said below, with what was expected.
    }
    throw hours.fault("hours are for MONDAY to SUNDAY or a run as MONDAY-FRIDAY, not " + days);
  }

  private static List<ContactWindow> windows(LawFields hours, String days) {
    LawNode node = hours.node(days);
    List<LawNode> nodes = node instanceof LawNode.Items ? hours.list(days) : List.of(node);
    List<ContactWindow> windows = new ArrayList<>();
    for (LawNode each : nodes) {
      windows.add(hours.read(each, days, "a window as 07:00-19:00", LawTerms::contactWindow));
    }
    return windows;
  }

  private static ContactWindow contactWindow(String text) {
    String[] ends = text.split("-", -1);
    if (ends.length != 2) {
      throw new IllegalArgumentException("two times and a hyphen are expected");
    }
    LocalTime to = ends[1].equals("24:00") ? LocalTime.MIDNIGHT : LocalTime.parse(ends[1]);
    if (to.equals(LocalTime.MIDNIGHT) && !ends[1].equals("24:00")) {
      throw new IllegalArgumentException("the end of a day is written 24:00");
    }
    return new ContactWindow(LocalTime.parse(ends[0]), to);
  }

  private static Set<ChannelClass> classes(LawFields fields) {
    return fields.words("classes", ChannelClass.class);
  }

  private static @Nullable Unit unit(LawFields fields) {
    return fields.text("unit").equals("DIRECT_CONTACT") ? null : fields.word("unit", Unit.class);
  }

  private static int number(LawFields fields, String key, int most) {
    return fields.read(key, "a number from 1 to " + most, text -> within(text, most));
  }

  private static int within(String text, int most) {
    int number = Integer.parseInt(text);
    if (number < 1 || number > most) {
      throw new IllegalArgumentException("out of range");
    }
    return number;
  }

  private static boolean yesOrNo(LawFields fields, String key) {
    return fields.read(key, "true or false", LawTerms::yesOrNo);
  }

  private static boolean yesOrNo(String text) {
    return switch (text) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new IllegalArgumentException("neither");
    };
  }
}
