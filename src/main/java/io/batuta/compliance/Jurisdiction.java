package io.batuta.compliance;

import io.batuta.compliance.Counted.DirectContact;
import io.batuta.compliance.Counted.Unit;
import io.batuta.compliance.Provision.Terms;
import io.batuta.portfolio.ChannelClass;
import io.batuta.time.BusinessCalendar;
import java.net.URI;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * The contact law of one country, or of a region of it, as its file states it.
 *
 * @param reading what counts as a direct contact, for a creditor without a supervisor of its own
 * @param readings the same by the creditor's supervisor, where that one reads the law otherwise
 */
record Jurisdiction(
    Territory territory,
    BusinessCalendar holidays,
    Unit reading,
    Map<String, Unit> readings,
    List<Provision> provisions) {

  private static final ContactWindow WHOLE_DAY =
      new ContactWindow(LocalTime.MIDNIGHT, LocalTime.MIDNIGHT);

  Jurisdiction {
    readings = Map.copyOf(readings);
    provisions = List.copyOf(provisions);
  }

  /** A country of which we hold no law: the only rule is that nothing is permitted. */
  static List<Rule> unknown(String country) {
    return List.of(new Uncovered(country.toLowerCase(Locale.ROOT) + "/no-law", Map.of()));
  }

  /**
   * The law as rules. A country's hours have to be set by it for every class that is used; a region
   * only adds to its country.
   *
   * @param supervisor whose reading holds; null, or one that the file does not name: the default
   */
  List<Rule> rules(@Nullable String supervisor) {
    Unit direct = supervisor == null ? reading : readings.getOrDefault(supervisor, reading);
    List<Rule> rules = new ArrayList<>();
    if (territory.region() == null) {
      rules.add(new Uncovered(id("no-law"), coverage()));
    }
    for (Provision provision : provisions) {
      rule(provision, new DirectContact(direct))
          .ifPresent(rule -> rules.add(new InForce(provision.validity(), rule)));
    }
    return rules;
  }

  /** Whether a place of that name is in this region; without a name, it may be. */
  boolean mayBeHome(@Nullable String region) {
    return territory.region() == null || InRegion.names(territory.names(), region);
  }

  /** What contacts of a class have to say on a day; empty where the law asks for nothing. */
  List<RequiredText> texts(ChannelClass channelClass, LocalDate day) {
    List<RequiredText> texts = new ArrayList<>();
    for (Provision provision : provisions) {
      if (provision.terms() instanceof Terms.Text text
          && text.classes().contains(channelClass)
          && provision.validity().covers(day)) {
        texts.add(
            new RequiredText(
                id(provision.rule()),
                provision.source(),
                text.key(),
                text.languages(),
                text.classes(),
                text.each()));
      }
    }
    return texts;
  }

  /** Where a rule stood on a day; empty for an id that is none of ours. */
  Optional<URI> source(String id, LocalDate day) {
    return provisions.stream()
        .filter(provision -> id(provision.rule()).equals(id) && provision.validity().covers(day))
        .map(Provision::source)
        .findFirst();
  }

  /** A rule as it stood on a day; empty for an id that is none of ours. */
  Optional<CitedRule> cited(String id, LocalDate day) {
    return provisions.stream()
        .filter(provision -> id(provision.rule()).equals(id) && provision.validity().covers(day))
        .map(this::cited)
        .findFirst();
  }

  /** Every rule that is law on any day from one to another. */
  List<CitedRule> inForce(LocalDate from, LocalDate to) {
    Validity asked = new Validity(from, to);
    return provisions.stream()
        .filter(provision -> provision.validity().overlaps(asked))
        .map(this::cited)
        .toList();
  }

  private CitedRule cited(Provision provision) {
    return new CitedRule(
        id(provision.rule()),
        provision.source(),
        provision.validity().from(),
        provision.validity().to(),
        provision.certainty().name().toLowerCase(Locale.ROOT));
  }

  /** The longest time that the law of a day bids to keep records; empty where it names none. */
  OptionalInt monthsToKeep(LocalDate day) {
    return provisions.stream()
        .filter(provision -> provision.validity().covers(day))
        .map(Provision::terms)
        .filter(Terms.Retention.class::isInstance)
        .mapToInt(terms -> ((Terms.Retention) terms).months())
        .max();
  }

  private Optional<Rule> rule(Provision provision, Counted direct) {
    String id = id(provision.rule());
    return switch (provision.terms()) {
      case Terms.Window window -> Optional.of(quiet(id, window.hours(), window.closedOnHolidays()));
      case Terms.ClosedDays closed ->
          Optional.of(quiet(id, otherDays(closed), closed.closedOnHolidays()));
      case Terms.Frequency frequency -> Optional.of(new FrequencyCap(id, limit(frequency, direct)));
      case Terms.Gap gap -> Optional.of(new MinimumGap(id, gap(gap, direct)));
      case Terms.OneChannelOnly one ->
          Optional.of(
              new OneChannel(id, Objects.requireNonNullElse(one.unit(), direct), one.period()));
      case Terms.Authorised authorised -> Optional.of(new AuthorisedChannels(id));
      case Terms.Barred barred -> Optional.of(new BarredClasses(id, barred.classes()));
      case Terms.Parties parties -> Optional.of(new ThirdParties(id, parties.allowed()));
      case Terms.AtWork atWork -> Optional.of(new Workplace(id, atWork.classes()));
      case Terms.Stop stop -> Optional.of(new StatusStop(id, stop.statuses()));
      case Terms.Cease cease -> Optional.of(new Ceased(id));
      case Terms.Text text -> Optional.empty();
      case Terms.Retention retention -> Optional.empty();
      case Terms.Duty duty -> Optional.empty();
    };
  }

  private QuietHours quiet(
      String id, Map<ChannelClass, WeeklyHours> hours, boolean closedOnHolidays) {
    return new QuietHours(id, hours, closedOnHolidays ? holidays : null);
  }

  private static Map<ChannelClass, WeeklyHours> otherDays(Terms.ClosedDays closed) {
    Map<DayOfWeek, List<ContactWindow>> open = new EnumMap<>(DayOfWeek.class);
    for (DayOfWeek day : DayOfWeek.values()) {
      if (!closed.days().contains(day)) {
        open.put(day, List.of(WHOLE_DAY));
      }
    }
    return WeeklyHours.forAll(closed.classes(), new WeeklyHours(open));
  }

  private static FrequencyCap.Limit limit(Terms.Frequency frequency, Counted direct) {
    return new FrequencyCap.Limit(
        frequency.classes(),
        Objects.requireNonNullElse(frequency.unit(), direct),
        frequency.max(),
        frequency.period(),
        frequency.perChannel());
  }

  private static MinimumGap.Gap gap(Terms.Gap gap, Counted direct) {
    return new MinimumGap.Gap(
        gap.classes(),
        Objects.requireNonNullElse(gap.unit(), direct),
        gap.days(),
        gap.perChannel());
  }

  private Map<ChannelClass, List<Validity>> coverage() {
    Map<ChannelClass, List<Validity>> covered = new EnumMap<>(ChannelClass.class);
    for (Provision provision : provisions) {
      if (provision.terms() instanceof Terms.Window window) {
        for (ChannelClass each : window.hours().keySet()) {
          covered.computeIfAbsent(each, none -> new ArrayList<>()).add(provision.validity());
        }
      }
    }
    return covered;
  }

  private String id(String rule) {
    return territory.tag() + "/" + rule;
  }
}
