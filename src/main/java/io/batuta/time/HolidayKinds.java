package io.batuta.time;

import de.focus_shift.jollyday.core.spi.ChristianHolidayConfiguration;
import de.focus_shift.jollyday.core.spi.EthiopianOrthodoxHolidayConfiguration;
import de.focus_shift.jollyday.core.spi.FixedHolidayConfiguration;
import de.focus_shift.jollyday.core.spi.FixedWeekdayBetweenFixedHolidayConfiguration;
import de.focus_shift.jollyday.core.spi.FixedWeekdayInMonthHolidayConfiguration;
import de.focus_shift.jollyday.core.spi.FixedWeekdayRelativeToFixedHolidayConfiguration;
import de.focus_shift.jollyday.core.spi.IslamicHolidayConfiguration;
import de.focus_shift.jollyday.core.spi.Occurrence;
import de.focus_shift.jollyday.core.spi.Relation;
import de.focus_shift.jollyday.core.spi.RelativeToEasterSundayHolidayConfiguration;
import de.focus_shift.jollyday.core.spi.RelativeToFixedHolidayConfiguration;
import de.focus_shift.jollyday.core.spi.RelativeToWeekdayInMonthHolidayConfiguration;
import java.time.DayOfWeek;
import java.time.Month;
import java.time.MonthDay;
import java.time.chrono.Chronology;
import java.time.chrono.IsoChronology;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.threeten.extra.Days;
import org.threeten.extra.chrono.JulianChronology;
import org.w3c.dom.Element;

/** The ten kinds of entry, each read from its element. */
final class HolidayKinds {

  private HolidayKinds() {}

  /**
   * @param holidays an element {@code Holidays}
   */
  static HolidayEntries of(Element holidays) {
    return new HolidayEntries(
        each(holidays, "Fixed", Fixed::new),
        each(holidays, "RelativeToFixed", RelativeToFixed::new),
        each(holidays, "RelativeToWeekdayInMonth", RelativeToWeekdayInMonth::new),
        each(holidays, "FixedWeekday", FixedWeekday::new),
        each(holidays, "ChristianHoliday", Christian::new),
        each(holidays, "IslamicHoliday", Islamic::new),
        each(holidays, "FixedWeekdayBetweenFixed", WeekdayBetween::new),
        each(holidays, "FixedWeekdayRelativeToFixed", WeekdayRelativeToFixed::new),
        each(holidays, "EthiopianOrthodoxHoliday", Ethiopian::new),
        each(holidays, "RelativeToEasterSunday", RelativeToEaster::new));
  }

  private static <T> List<T> each(Element holidays, String name, Function<Element, T> entry) {
    return HolidayEntry.children(holidays, name).stream().map(entry).toList();
  }

  private static Chronology chronology(String name) {
    return name.equals("JULIAN") ? JulianChronology.INSTANCE : IsoChronology.INSTANCE;
  }

  private static final class Fixed extends HolidayEntry implements FixedHolidayConfiguration {
    Fixed(Element element) {
      super(element);
    }

    @Override
    public MonthDay day() {
      return MonthDay.of(named(Month.class, "month"), Integer.parseInt(text("day")));
    }
  }

  private static final class RelativeToFixed extends HolidayEntry
      implements RelativeToFixedHolidayConfiguration {
    RelativeToFixed(Element element) {
      super(element);
    }

    @Override
    public Optional<DayOfWeek> weekday() {
      return child("Weekday").map(DayOfWeek::valueOf);
    }

    @Override
    public Optional<Days> days() {
      return child("Days").map(Integer::valueOf).map(Days::of);
    }

    @Override
    public Optional<Relation> when() {
      return child("When").map(Relation::valueOf);
    }

    @Override
    public FixedHolidayConfiguration date() {
      return new Fixed(part("Date"));
    }
  }

  private static final class RelativeToWeekdayInMonth extends HolidayEntry
      implements RelativeToWeekdayInMonthHolidayConfiguration {
    RelativeToWeekdayInMonth(Element element) {
      super(element);
    }

    @Override
    public DayOfWeek weekday() {
      return named(DayOfWeek.class, "weekday");
    }

    @Override
    public Relation when() {
      return named(Relation.class, "when");
    }

    @Override
    public FixedWeekdayInMonthHolidayConfiguration weekdayInMonth() {
      return new FixedWeekday(part("FixedWeekday"));
    }
  }

  private static final class FixedWeekday extends HolidayEntry
      implements FixedWeekdayInMonthHolidayConfiguration {
    FixedWeekday(Element element) {
      super(element);
    }

    @Override
    public DayOfWeek weekday() {
      return named(DayOfWeek.class, "weekday");
    }

    @Override
    public Month month() {
      return named(Month.class, "month");
    }

    @Override
    public Occurrence which() {
      return named(Occurrence.class, "which");
    }
  }

  private static final class Christian extends HolidayEntry
      implements ChristianHolidayConfiguration {
    Christian(Element element) {
      super(element);
    }

    @Override
    public ChristianHolidayType type() {
      return named(ChristianHolidayType.class, "type");
    }

    @Override
    public Chronology chronology() {
      return HolidayKinds.chronology(text("chronology"));
    }

    @Override
    String usualName() {
      return descriptionPropertiesKeyPrefix() + descriptionPropertiesKeyPrefixSeparator() + type();
    }
  }

  private static final class Islamic extends HolidayEntry implements IslamicHolidayConfiguration {
    Islamic(Element element) {
      super(element);
    }

    @Override
    public IslamicHolidayType type() {
      return named(IslamicHolidayType.class, "type");
    }

    @Override
    String usualName() {
      return descriptionPropertiesKeyPrefix() + descriptionPropertiesKeyPrefixSeparator() + type();
    }
  }

  private static final class WeekdayBetween extends HolidayEntry
      implements FixedWeekdayBetweenFixedHolidayConfiguration {
    WeekdayBetween(Element element) {
      super(element);
    }

    @Override
    public FixedHolidayConfiguration from() {
      return new Fixed(part("from"));
    }

    @Override
    public FixedHolidayConfiguration to() {
      return new Fixed(part("to"));
    }

    @Override
    public DayOfWeek weekday() {
      return named(DayOfWeek.class, "weekday");
    }
  }

  private static final class WeekdayRelativeToFixed extends HolidayEntry
      implements FixedWeekdayRelativeToFixedHolidayConfiguration {
    WeekdayRelativeToFixed(Element element) {
      super(element);
    }

    @Override
    public FixedHolidayConfiguration day() {
      return new Fixed(part("day"));
    }

    @Override
    public Occurrence which() {
      return named(Occurrence.class, "which");
    }

    @Override
    public DayOfWeek weekday() {
      return named(DayOfWeek.class, "weekday");
    }

    @Override
    public Relation when() {
      return named(Relation.class, "when");
    }
  }

  private static final class Ethiopian extends HolidayEntry
      implements EthiopianOrthodoxHolidayConfiguration {
    Ethiopian(Element element) {
      super(element);
    }

    @Override
    public EthiopianOrthodoxHolidayType type() {
      return named(EthiopianOrthodoxHolidayType.class, "type");
    }

    @Override
    String usualName() {
      return descriptionPropertiesKeyPrefix() + descriptionPropertiesKeyPrefixSeparator() + type();
    }
  }

  private static final class RelativeToEaster extends HolidayEntry
      implements RelativeToEasterSundayHolidayConfiguration {
    RelativeToEaster(Element element) {
      super(element);
    }

    @Override
    public Chronology chronology() {
      return HolidayKinds.chronology(child("chronology").orElse(""));
    }

    @Override
    public Days days() {
      return Days.of(Integer.parseInt(child("days").orElseThrow()));
    }
  }
}
