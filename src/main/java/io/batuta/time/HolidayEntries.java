package io.batuta.time;

import de.focus_shift.jollyday.core.spi.ChristianHolidayConfiguration;
import de.focus_shift.jollyday.core.spi.EthiopianOrthodoxHolidayConfiguration;
import de.focus_shift.jollyday.core.spi.FixedHolidayConfiguration;
import de.focus_shift.jollyday.core.spi.FixedWeekdayBetweenFixedHolidayConfiguration;
import de.focus_shift.jollyday.core.spi.FixedWeekdayInMonthHolidayConfiguration;
import de.focus_shift.jollyday.core.spi.FixedWeekdayRelativeToFixedHolidayConfiguration;
import de.focus_shift.jollyday.core.spi.HolidayConfigurations;
import de.focus_shift.jollyday.core.spi.IslamicHolidayConfiguration;
import de.focus_shift.jollyday.core.spi.RelativeToEasterSundayHolidayConfiguration;
import de.focus_shift.jollyday.core.spi.RelativeToFixedHolidayConfiguration;
import de.focus_shift.jollyday.core.spi.RelativeToWeekdayInMonthHolidayConfiguration;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;

/**
 * The ten kinds of entry that a Jollyday file may hold, one list for each. Public, and kept for
 * reflection, since Jollyday calls each method declared here that answers a list.
 */
@RegisterForReflection
public record HolidayEntries(
    List<FixedHolidayConfiguration> fixed,
    List<RelativeToFixedHolidayConfiguration> relativeToFixed,
    List<RelativeToWeekdayInMonthHolidayConfiguration> relativeToWeekdayInMonth,
    List<FixedWeekdayInMonthHolidayConfiguration> fixedWeekdays,
    List<ChristianHolidayConfiguration> christianHolidays,
    List<IslamicHolidayConfiguration> islamicHolidays,
    List<FixedWeekdayBetweenFixedHolidayConfiguration> fixedWeekdayBetweenFixed,
    List<FixedWeekdayRelativeToFixedHolidayConfiguration> fixedWeekdayRelativeToFixed,
    List<EthiopianOrthodoxHolidayConfiguration> ethiopianOrthodoxHolidays,
    List<RelativeToEasterSundayHolidayConfiguration> relativeToEasterSunday)
    implements HolidayConfigurations {}
