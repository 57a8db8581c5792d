package io.batuta.compliance;

import io.batuta.compliance.Counted.Unit;
import io.batuta.compliance.Provision.Terms;
import io.batuta.portfolio.ChannelClass;
import io.batuta.portfolio.DebtorStatus;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
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
 *   <li>{@code frequency}: {@code scope} ({@code PERSON}, the only one we count by); {@code
 *       classes}; {@code unit} ({@code DIRECT_CONTACT} for what {@code contactCounts} says); {@code
 *       max}; {@code period}; {@code perChannel}; at will {@code minGapDays}
 *   <li>{@code one-channel}: {@code unit}, {@code period}
 *   <li>{@code barred}: {@code classes}
 *   <li>{@code stop}: {@code statuses}
 *   <li>{@code duty}: {@code text}
 *   <li>{@code authorised-channels}: nothing
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
      case "frequency" -> frequency(fields);
      case "one-channel" ->
          new Terms.OneChannelOnly(unit(fields), fields.word("period", Period.class));
      case "authorised-channels" -> new Terms.Authorised();
      case "barred" -> new Terms.Barred(classes(fields));
      case "stop" -> new Terms.Stop(fields.words("statuses", DebtorStatus.class));
      case "duty" -> new Terms.Duty(fields.text("text"));
      default -> throw fields.fault("unknown kind " + kind);
    };
  }

  private static Terms window(LawFields fields) {
    WeeklyHours week = week(fields.block("hours"));
    Map<ChannelClass, WeeklyHours> hours = new EnumMap<>(ChannelClass.class);
    for (ChannelClass each : classes(fields)) {
      hours.put(each, week);
    }
    return new Terms.Window(hours, yesOrNo(fields, "closedOnHolidays"));
  }

  private static Terms frequency(LawFields fields) {
    fields.word("scope", Scope.class);
    return new Terms.Frequency(
        classes(fields),
        unit(fields),
        number(fields, "max", 1),
        fields.word("period", Period.class),
        fields.has("minGapDays") ? number(fields, "minGapDays", 0) : 0,
        yesOrNo(fields, "perChannel"));
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

  private static int number(LawFields fields, String key, int least) {
    return fields.read(key, "a number from " + least + " to 31", text -> within(text, least));
  }

  private static int within(String text, int least) {
    int number = Integer.parseInt(text);
    if (number < least || number > 31) {
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
