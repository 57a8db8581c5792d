package io.batuta.compliance;

import io.batuta.portfolio.Creditor;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The contact law that we hold, by country. A file {@code law/<country>.yaml} and its code in
 * {@link #COUNTRIES} make a country; nothing else knows of it. A file is read when first asked for.
 */
@ApplicationScoped
public class LawLibrary {

  /** Written down, so that nothing has to search the class path; a test holds it to the folder. */
  static final List<String> COUNTRIES = List.of("CO");

  private final Map<String, Jurisdiction> read = new ConcurrentHashMap<>();

  /**
   * All rules for a creditor's contacts: the law of its country, as its supervisor reads it, and
   * its own. Dates are inside: the same rulebook judges yesterday and next year. Cheap, but not to
   * be made anew for each contact.
   *
   * <p>A country whose law we do not hold gets a rulebook that refuses everything.
   *
   * @throws LawFault if the country's file is wrong: it says where and why
   */
  public Rulebook rulebook(Creditor creditor, HouseRules house) {
    List<Rule> rules = new ArrayList<>(law(creditor));
    rules.addAll(house.rules());
    return new RulesInTurn(rules);
  }

  /** Reads every country's file now, so that nobody waits for it later. */
  public void readAll() {
    COUNTRIES.forEach(country -> read.computeIfAbsent(country, LawLibrary::open));
  }

  /**
   * Where a rule of the law stands.
   *
   * @param rule its id as a verdict gives it: {@code co/ley-2300-art-3/window}
   * @return empty for a creditor's own rule, and one that we do not hold
   */
  public Optional<URI> source(String rule) {
    String country = rule.substring(0, Math.max(0, rule.indexOf('/'))).toUpperCase(Locale.ROOT);
    return COUNTRIES.contains(country)
        ? read.computeIfAbsent(country, LawLibrary::open).source(rule)
        : Optional.empty();
  }

  private List<Rule> law(Creditor creditor) {
    return COUNTRIES.contains(creditor.country())
        ? read.computeIfAbsent(creditor.country(), LawLibrary::open).rules(creditor.supervisor())
        : Jurisdiction.unknown(creditor.country());
  }

  private static Jurisdiction open(String country) {
    String file = LawFile.nameOf(country);
    try (InputStream in = LawLibrary.class.getResourceAsStream("/" + file)) {
      if (in == null) {
        throw new LawFault(file, 0, "the file is missing");
      }
      return LawFile.read(file, in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
