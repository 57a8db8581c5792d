package io.batuta.web.api;

import io.batuta.portfolio.Creditor;
import io.batuta.portfolio.CreditorTerms;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A creditor on the wire.
 *
 * @param country ISO 3166 alpha-2, whose contact law holds
 * @param supervisor whose reading of the law holds ({@code SFC}); absent: the strictest
 * @param fictional only the sandbox may carry its contacts; false when absent
 */
@Schema(name = "CreditorTerms")
public record CreditorBody(
    @Nullable String name,
    @Nullable String country,
    @Nullable String region,
    @Nullable String currency,
    @Nullable String timeZone,
    @Nullable String supervisor,
    @Nullable Boolean fictional) {

  private static final List<String> COUNTRIES = Arrays.asList(Locale.getISOCountries());

  /** A creditor as it stands. */
  @Schema(name = "Creditor")
  public record Answer(
      String code,
      String name,
      String country,
      @Nullable String region,
      String currency,
      String timeZone,
      @Nullable String supervisor,
      boolean fictional) {

    static Answer of(Creditor creditor) {
      return new Answer(
          creditor.code(),
          creditor.name(),
          creditor.country(),
          creditor.region(),
          creditor.currency().getCurrencyCode(),
          creditor.timeZone().getId(),
          creditor.supervisor(),
          creditor.fictional());
    }
  }

  /**
   * @throws Problem 422 with all that is wrong
   */
  CreditorTerms terms() {
    Violations violations = new Violations();
    String checkedName = violations.text("name", name, 200);
    String checkedCountry = violations.text("country", country, 2);
    violations.unless(
        checkedCountry.isEmpty() || COUNTRIES.contains(checkedCountry),
        "country",
        "must be an ISO 3166 code of two letters, such as CO");
    String checkedCurrency = violations.text("currency", currency, 3);
    boolean currencyExists =
        Currency.getAvailableCurrencies().stream()
            .anyMatch(known -> known.getCurrencyCode().equals(checkedCurrency));
    violations.unless(
        checkedCurrency.isEmpty() || currencyExists,
        "currency",
        "must be an ISO 4217 code such as COP");
    String checkedZone = violations.text("timeZone", timeZone, 60);
    violations.unless(
        checkedZone.isEmpty() || ZoneId.getAvailableZoneIds().contains(checkedZone),
        "timeZone",
        "must be a zone such as America/Bogota");
    violations.refuse("The creditor cannot be taken");
    return new CreditorTerms(
        checkedName,
        checkedCountry,
        region,
        Currency.getInstance(checkedCurrency),
        ZoneId.of(checkedZone),
        supervisor,
        Boolean.TRUE.equals(fictional));
  }
}
