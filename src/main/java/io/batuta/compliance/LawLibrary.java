package io.batuta.compliance;

import io.batuta.portfolio.Channel;
import io.batuta.portfolio.Creditor;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The contact law that we hold, by country and region. A file {@code law/<country>.yaml} or {@code
 * law/<country>-<region>.yaml} and its code in {@link #TERRITORIES} make a territory; nothing else
 * knows of it.
 */
@ApplicationScoped
public class LawLibrary {

  /** Written down, so that nothing has to search the class path; a test holds it to the folder. */
  static final List<String> TERRITORIES =
      List.of("AR", "AR-C", "BR", "CL", "CO", "EC", "ES", "MX", "PA", "PE", "US");

  private final Map<String, Jurisdiction> read = new ConcurrentHashMap<>();
  private final Function<String, @Nullable InputStream> files;

  /** The law that ships with the product. */
  public LawLibrary() {
    this(file -> LawLibrary.class.getResourceAsStream("/" + file));
  }

  /**
   * @param files opens a file by its name; null where there is none
   */
  LawLibrary(Function<String, @Nullable InputStream> files) {
    this.files = files;
  }

  /**
   * A law that cannot be trusted stops the start: half a law must not judge anybody.
   *
   * @throws LawFault with file, line and reason
   */
  void check(@Observes StartupEvent start) {
    readAll();
  }

  /** The same with no bounds of a campaign. */
  public Rulebook rulebook(Creditor creditor, HouseRules house) {
    return rulebook(creditor, house, HouseRules.NONE);
  }

  /**
   * All rules for a creditor's contacts: the law of its country, as its supervisor reads it, that
   * of its regions, its own, and those of a campaign. Each is asked and any can refuse, so that the
   * strictest wins and nobody loosens what another bound. Dates are inside: the same rulebook
   * judges yesterday and next year. Cheap, but not to be made anew for each contact.
   *
   * <p>A region's law holds for debtors who live there or of whom the region is not known, and for
   * all contacts of a creditor that sits there. A country whose law we do not hold gets a rulebook
   * that refuses everything.
   *
   * @throws LawFault if a file is wrong: it says where and why
   */
  public Rulebook rulebook(Creditor creditor, HouseRules house, HouseRules campaign) {
    List<Rule> rules = new ArrayList<>();
    for (Jurisdiction law : held(creditor)) {
      rules.addAll(rules(law, creditor));
    }
    if (!TERRITORIES.contains(creditor.country())) {
      rules.addAll(Jurisdiction.unknown(creditor.country()));
    }
    rules.addAll(house.rules());
    if (!campaign.equals(HouseRules.NONE)) {
      rules.addAll(campaign.bounds("campaign"));
    }
    return new RulesInTurn(rules);
  }

  /**
   * What a contact has to say by law.
   *
   * @param region of the debtor; null: not known, so that the texts of every region are asked for
   * @param day the debtor's, on which it would leave
   */
  public List<RequiredText> requiredTexts(
      Creditor creditor, @Nullable String region, Channel channel, LocalDate day) {
    return held(creditor).stream()
        .filter(law -> law.mayBeHome(region) || isHome(law, creditor))
        .flatMap(law -> law.texts(channel.channelClass(), day).stream())
        .toList();
  }

  /**
   * Where the rule stands that a verdict names, for who asks why.
   *
   * @param rule as a refusal tells it: {@code co/ley-2300-art-3/window}
   * @param day the debtor's, on which it was judged
   * @return empty for a rule of the house, and for the absence of law
   */
  public Optional<URI> source(String rule, LocalDate day) {
    String territory = rule.substring(0, Math.max(0, rule.indexOf('/'))).toUpperCase(Locale.ROOT);
    return TERRITORIES.contains(territory) ? law(territory).source(rule, day) : Optional.empty();
  }

  /**
   * The same rule with since when it is law.
   *
   * @return empty for a rule of the house, and for the absence of law
   */
  public Optional<CitedRule> cited(String rule, LocalDate day) {
    String territory = rule.substring(0, Math.max(0, rule.indexOf('/'))).toUpperCase(Locale.ROOT);
    return TERRITORIES.contains(territory) ? law(territory).cited(rule, day) : Optional.empty();
  }

  /** Every rule that the creditor's contacts are judged by on any of these days, regions first. */
  public List<CitedRule> inForce(Creditor creditor, LocalDate from, LocalDate to) {
    return held(creditor).stream().flatMap(law -> law.inForce(from, to).stream()).toList();
  }

  /** How long records of contact are kept at least; empty where no law that we hold says so. */
  public OptionalInt monthsToKeep(Creditor creditor, LocalDate day) {
    return held(creditor).stream().flatMapToInt(law -> law.monthsToKeep(day).stream()).max();
  }

  /** Reads every file now, so that nobody waits for it later. */
  public void readAll() {
    TERRITORIES.forEach(this::law);
  }

  private static List<Rule> rules(Jurisdiction law, Creditor creditor) {
    List<Rule> rules = law.rules(creditor.supervisor());
    return law.territory().region() == null || isHome(law, creditor)
        ? rules
        : rules.stream().<Rule>map(rule -> new InRegion(law.territory().names(), rule)).toList();
  }

  private static boolean isHome(Jurisdiction law, Creditor creditor) {
    return creditor.region() != null && law.mayBeHome(creditor.region());
  }

  /** Regions first, so that a debtor is told the law that is nearest. */
  private List<Jurisdiction> held(Creditor creditor) {
    String regions = creditor.country() + "-";
    List<Jurisdiction> held = new ArrayList<>();
    for (String territory : TERRITORIES) {
      if (territory.startsWith(regions)) {
        held.add(law(territory));
      }
    }
    if (TERRITORIES.contains(creditor.country())) {
      held.add(law(creditor.country()));
    }
    return held;
  }

  private Jurisdiction law(String territory) {
    return read.computeIfAbsent(territory, this::open);
  }

  private Jurisdiction open(String territory) {
    String file = LawFile.nameOf(territory);
    try (InputStream in = files.apply(file)) {
      if (in == null) {
        throw new LawFault(file, 0, "the file is missing");
      }
      return LawFile.read(file, in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
