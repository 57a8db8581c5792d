package io.batuta.time;

import de.focus_shift.jollyday.core.ManagerParameter;
import de.focus_shift.jollyday.core.spi.HolidayCalendarConfiguration;
import de.focus_shift.jollyday.core.spi.HolidayCalendarConfigurationService;
import de.focus_shift.jollyday.core.spi.HolidayConfigurations;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.xml.sax.SAXException;

/**
 * Reads Jollyday's data files with the JDK's own XML reader. Jollyday brings two readers of its
 * own, JAXB and Jackson's; each costs megabytes in the archive and, JAXB, half a second at the
 * first look-up, and neither works in a native binary without a list of every class it binds. Found
 * by Jollyday through {@code META-INF/services}.
 */
@RegisterForReflection(
    classNames = {
      "de.focus_shift.jollyday.core.impl.DefaultHolidayManager",
      "de.focus_shift.jollyday.core.impl.JapaneseBridgingHolidayManager",
      "de.focus_shift.jollyday.core.parser.impl.FixedParser",
      "de.focus_shift.jollyday.core.parser.impl.FixedWeekdayInMonthParser",
      "de.focus_shift.jollyday.core.parser.impl.IslamicHolidayParser",
      "de.focus_shift.jollyday.core.parser.impl.ChristianHolidayParser",
      "de.focus_shift.jollyday.core.parser.impl.RelativeToFixedParser",
      "de.focus_shift.jollyday.core.parser.impl.RelativeToWeekdayInMonthParser",
      "de.focus_shift.jollyday.core.parser.impl.FixedWeekdayBetweenFixedParser",
      "de.focus_shift.jollyday.core.parser.impl.FixedWeekdayRelativeToFixedParser",
      "de.focus_shift.jollyday.core.parser.impl.EthiopianOrthodoxHolidayParser",
      "de.focus_shift.jollyday.core.parser.impl.RelativeToEasterSundayParser"
    })
public final class HolidayFile implements HolidayCalendarConfigurationService {

  /** Made by the service loader. */
  public HolidayFile() {}

  /**
   * @throws IllegalStateException if the file is missing or is no XML of Jollyday's
   */
  @Override
  public HolidayCalendarConfiguration getHolidayCalendarConfiguration(ManagerParameter parameter) {
    URL file = parameter.createResourceUrl();
    try (InputStream in = file.openStream()) {
      DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultInstance();
      factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
      return new Calendar(factory.newDocumentBuilder().parse(in).getDocumentElement());
    } catch (IOException | SAXException | ParserConfigurationException e) {
      throw new IllegalStateException("cannot read the holidays of " + file, e);
    }
  }

  /** One country, or a region of it. */
  private record Calendar(Element element) implements HolidayCalendarConfiguration {
    @Override
    public String hierarchy() {
      return element.getAttribute("hierarchy");
    }

    @Override
    public String description() {
      return element.getAttribute("description");
    }

    @Override
    public HolidayConfigurations holidays() {
      return HolidayKinds.of(HolidayEntry.children(element, "Holidays").getFirst());
    }

    @Override
    public Stream<HolidayCalendarConfiguration> subConfigurations() {
      return HolidayEntry.children(element, "SubConfigurations").stream().map(Calendar::new);
    }
  }
}
