package io.batuta.compliance;

import io.batuta.compliance.Counted.Unit;
import io.batuta.compliance.Provision.Certainty;
import io.batuta.compliance.Provision.Terms;
import io.batuta.time.BusinessCalendar;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code law/<country>.yaml} and {@code law/<country>-<region>.yaml}, strictly: whatever it
 * does not know is refused with file, line and reason.
 *
 * <ul>
 *   <li>{@code country}; for a region {@code region}, its code, and {@code names}, under which
 *       portfolios write it
 *   <li>{@code holidays}: {@code calendar} (and {@code region}) of {@link BusinessCalendar}, {@code
 *       declared} days beside it
 *   <li>{@code contactCounts}, for a law that speaks of direct contacts: what one is: {@code
 *       default}, {@code bySupervisor}, {@code source}, {@code certainty}
 *   <li>{@code rules}, each with {@code rule} (its id), {@code kind}, {@code source}, {@code
 *       certainty}, {@code validFrom}, at will {@code validTo}, and what {@link LawTerms} reads for
 *       its kind
 * </ul>
 */
final class LawFile {

  private LawFile() {}

  /**
   * @param territory {@code CO}, or {@code AR-C} for a region
   */
  static String nameOf(String territory) {
    return "law/" + territory.toLowerCase(Locale.ROOT) + ".yaml";
  }

  /**
   * @throws LawFault if anything in it is unknown, missing, impossible or contradicts itself
   */
  static Jurisdiction read(String file, InputStream in) throws IOException {
    LawFields law = LawFields.of(file, LawNode.parse(file, in));
    Territory territory = territory(file, law);
    Unit reading = Unit.ATTEMPT; // asked for by no rule where the file says nothing
    Map<String, Unit> readings = Map.of();
    boolean readsDirectContact = law.has("contactCounts");
    if (readsDirectContact) {
      LawFields counts = law.block("contactCounts");
      reading = counts.word("default", Unit.class);
      readings = readings(counts);
      source(counts);
      counts.word("certainty", Certainty.class);
      counts.done();
    }
    BusinessCalendar holidays = holidays(law.block("holidays"));
    List<Provision> provisions = provisions(file, law.list("rules"), readsDirectContact);
    law.done();
    return new Jurisdiction(territory, holidays, reading, readings, provisions);
  }

  private static Territory territory(String file, LawFields law) {
    String country = law.text("country");
    if (!law.has("region")) {
      requireName(file, law, "country " + country, country);
      return new Territory(country, null, Set.of());
    }
    String region = law.text("region");
    requireName(file, law, "region " + region + " of " + country, country + "-" + region);
    // As ISO 3166-2 writes it too: AR-C.
    Set<String> names =
        new HashSet<>(Set.of(InRegion.folded(region), InRegion.folded(country + "-" + region)));
    for (LawNode name : law.list("names")) {
      names.add(law.read(name, "names", "a name with letters", LawFile::name));
    }
    return new Territory(country, region, names);
  }

  private static void requireName(String file, LawFields law, String what, String territory) {
    if (!nameOf(territory).equals(file)) {
      throw law.fault(what + " belongs in " + nameOf(territory));
    }
  }

  private static String name(String text) {
    String folded = InRegion.folded(text);
    if (folded.isEmpty()) {
      throw new IllegalArgumentException("it has none");
    }
    return folded;
  }

  private static Map<String, Unit> readings(LawFields counts) {
    Map<String, Unit> readings = new HashMap<>();
    if (counts.has("bySupervisor")) {
      LawFields supervisors = counts.block("bySupervisor");
      for (String supervisor : supervisors.keys()) {
        readings.put(supervisor, supervisors.word(supervisor, Unit.class));
      }
    }
    return readings;
  }

  private static BusinessCalendar holidays(LawFields block) {
    String region = block.has("region") ? block.text("region") : null;
    BusinessCalendar calendar =
        block.read(
            "calendar", "a country with holidays", code -> BusinessCalendar.of(code, region));
    Set<LocalDate> declared = new HashSet<>();
    if (block.has("declared")) {
      for (LawNode day : block.list("declared")) {
        declared.add(block.read(day, "declared", "a date", LocalDate::parse));
      }
    }
    block.done();
    return calendar.closedAlsoOn(declared);
  }

  private static List<Provision> provisions(
      String file, List<LawNode> rules, boolean readsDirectContact) {
    List<Provision> provisions = new ArrayList<>();
    for (LawNode rule : rules) {
      LawFields fields = LawFields.of(file, rule);
      Provision provision = provision(fields);
      if (provision.terms().readsDirectContact() && !readsDirectContact) {
        throw fields.fault("DIRECT_CONTACT needs contactCounts, which says what that is");
      }
      for (Provision earlier : provisions) {
        requireTogether(fields, earlier, provision);
      }
      provisions.add(provision);
    }
    return provisions;
  }

  private static Provision provision(LawFields fields) {
    Provision provision =
        new Provision(
            fields.text("rule"),
            validity(fields),
            source(fields),
            fields.word("certainty", Certainty.class),
            LawTerms.read(fields));
    fields.done();
    return provision;
  }

  private static Validity validity(LawFields fields) {
    LocalDate from = fields.read("validFrom", "a date", LocalDate::parse);
    @Nullable LocalDate to =
        fields.has("validTo") ? fields.read("validTo", "a date", LocalDate::parse) : null;
    try {
      return new Validity(from, to);
    } catch (IllegalArgumentException e) {
      throw fields.fault(String.valueOf(e.getMessage()));
    }
  }

  private static URI source(LawFields fields) {
    return fields.read("source", "a web address", LawFile::webAddress);
  }

  private static URI webAddress(String text) {
    URI address = URI.create(text);
    if (!("https".equals(address.getScheme()) || "http".equals(address.getScheme()))
        || address.getHost() == null) {
      throw new IllegalArgumentException("it begins with https://");
    }
    return address;
  }

  /** The same id, or hours of the same class, must not be law twice on one day. */
  private static void requireTogether(LawFields at, Provision earlier, Provision later) {
    if (!earlier.validity().overlaps(later.validity())) {
      return;
    }
    if (earlier.rule().equals(later.rule())) {
      throw at.fault("rule " + later.rule() + " stands twice for the same days");
    }
    if (earlier.terms() instanceof Terms.Window one && later.terms() instanceof Terms.Window two) {
      for (var each : two.hours().keySet()) {
        if (one.hours().containsKey(each)) {
          throw at.fault(
              "windows of " + earlier.rule() + " and " + later.rule() + " overlap for " + each);
        }
      }
    }
  }
}
