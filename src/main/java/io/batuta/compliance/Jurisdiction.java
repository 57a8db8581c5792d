package io.batuta.compliance;

import io.batuta.compliance.Counted.DirectContact;
import io.batuta.compliance.Counted.Unit;
import io.batuta.compliance.Provision.Terms;
import io.batuta.portfolio.ChannelClass;
import io.batuta.time.BusinessCalendar;
import java.net.URI;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The contact law of one country as its file states it.
 *
 * @param country ISO 3166 alpha-2
 * @param reading what counts as a direct contact, for a creditor without a supervisor of its own
 * @param readings the same by the creditor's supervisor, where that one reads the law otherwise
 */
record Jurisdiction(
    String country,
    BusinessCalendar holidays,
    Unit reading,
    Map<String, Unit> readings,
    List<Provision> provisions) {

  Jurisdiction {
    readings = Map.copyOf(readings);
    provisions = List.copyOf(provisions);
  }

  /** A country of which we hold no law: the only rule is that nothing is permitted. */
  static List<Rule> unknown(String country) {
    return List.of(new Uncovered(country.toLowerCase(Locale.ROOT) + "/no-law", Map.of()));
  }

  /**
   * The law as rules.
   *
   * @param supervisor whose reading holds; null, or one that the file does not name: the default
   */
  List<Rule> rules(@Nullable String supervisor) {
    Unit direct = supervisor == null ? reading : readings.getOrDefault(supervisor, reading);
    List<Rule> rules = new ArrayList<>();
    rules.add(new Uncovered(id("no-law"), coverage()));
    for (Provision provision : provisions) {
      rule(provision, new DirectContact(direct))
          .ifPresent(rule -> rules.add(new InForce(provision.validity(), rule)));
    }
    return rules;
  }

  /** Where the rule of that id stands; empty when it is none of ours. */
  Optional<URI> source(String id) {
    return provisions.stream()
        .filter(provision -> id(provision.rule()).equals(id))
        .map(Provision::source)
        .findFirst();
  }

  private Optional<Rule> rule(Provision provision, Counted direct) {
    String id = id(provision.rule());
    return switch (provision.terms()) {
      case Terms.Window window ->
          Optional.of(
              new QuietHours(id, window.hours(), window.closedOnHolidays() ? holidays : null));
      case Terms.Frequency frequency -> Optional.of(new FrequencyCap(id, limit(frequency, direct)));
      case Terms.OneChannelOnly one ->
          Optional.of(
              new OneChannel(id, Objects.requireNonNullElse(one.unit(), direct), one.period()));
      case Terms.Authorised authorised -> Optional.of(new AuthorisedChannels(id));
      case Terms.Barred barred -> Optional.of(new BarredClasses(id, barred.classes()));
      case Terms.Stop stop -> Optional.of(new StatusStop(id, stop.statuses()));
      case Terms.Duty duty -> Optional.empty();
    };
  }

  private static FrequencyCap.Limit limit(Terms.Frequency frequency, Counted direct) {
    return new FrequencyCap.Limit(
        frequency.classes(),
        Objects.requireNonNullElse(frequency.unit(), direct),
        frequency.max(),
        frequency.period(),
        frequency.minGapDays(),
        frequency.perChannel());
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
    return country.toLowerCase(Locale.ROOT) + "/" + rule;
  }
}
