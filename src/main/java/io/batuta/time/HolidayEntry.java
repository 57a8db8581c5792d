package io.batuta.time;

import de.focus_shift.jollyday.core.HolidayType;
import de.focus_shift.jollyday.core.spi.Described;
import de.focus_shift.jollyday.core.spi.Limited;
import de.focus_shift.jollyday.core.spi.Movable;
import java.time.DayOfWeek;
import java.time.Year;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/**
 * What every entry of a Jollyday file says: its name, its kind, the years it is valid in, and by
 * which weekdays it is moved. The names of elements and attributes are those of Jollyday's {@code
 * holiday.xsd}.
 */
abstract class HolidayEntry implements Described, Limited, Movable {

  private final Element element;

  HolidayEntry(Element element) {
    this.element = element;
  }

  @Override
  public final String descriptionPropertiesKey() {
    String key = text("descriptionPropertiesKey");
    return key.isEmpty() ? usualName() : key;
  }

  /** The name of an entry that gives none: religious ones are called after their kind. */
  String usualName() {
    return "";
  }

  @Override
  public final HolidayType holidayType() {
    return given(HolidayType.class, "localizedType").orElse(HolidayType.PUBLIC_HOLIDAY);
  }

  @Override
  public final Optional<Year> validFrom() {
    return year("validFrom");
  }

  @Override
  public final Optional<Year> validTo() {
    return year("validTo");
  }

  @Override
  public final YearCycle cycle() {
    return given(YearCycle.class, "every").orElse(YearCycle.EVERY_YEAR);
  }

  @Override
  public final List<MovingCondition> conditions() {
    return children(element, "MovingCondition").stream()
        .<MovingCondition>map(
            move ->
                new Move(
                    DayOfWeek.valueOf(move.getAttribute("substitute")),
                    MovingCondition.With.valueOf(move.getAttribute("with")),
                    DayOfWeek.valueOf(move.getAttribute("weekday"))))
        .toList();
  }

  /** On {@code substitute} it moves to the {@code weekday} before or after. */
  private record Move(DayOfWeek substitute, With with, DayOfWeek weekday)
      implements MovingCondition {}

  /** The attribute, empty when it is not there. */
  final String text(String attribute) {
    return element.getAttribute(attribute);
  }

  /**
   * @throws IllegalArgumentException if the attribute is missing or no such name
   */
  final <E extends Enum<E>> E named(Class<E> type, String attribute) {
    return Enum.valueOf(type, text(attribute));
  }

  private <E extends Enum<E>> Optional<E> given(Class<E> type, String attribute) {
    return text(attribute).isEmpty() ? Optional.empty() : Optional.of(named(type, attribute));
  }

  /** The text of the only child of that name; empty when there is none. */
  final Optional<String> child(String name) {
    return children(element, name).stream().findFirst().map(Element::getTextContent);
  }

  /**
   * @throws java.util.NoSuchElementException if there is no such child
   */
  final Element part(String name) {
    return children(element, name).getFirst();
  }

  private Optional<Year> year(String attribute) {
    String year = text(attribute);
    return year.isEmpty() ? Optional.empty() : Optional.of(Year.of(Integer.parseInt(year)));
  }

  /** The children of that name, in the file's order. */
  static List<Element> children(Element parent, String name) {
    List<Element> found = new ArrayList<>();
    for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
      if (node instanceof Element child && child.getTagName().equals(name)) {
        found.add(child);
      }
    }
    return found;
  }
}
