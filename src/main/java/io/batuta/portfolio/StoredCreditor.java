package io.batuta.portfolio;

import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.ZoneId;
import java.util.Currency;
import org.jspecify.annotations.Nullable;

/** A row of {@code creditor}. Never leaves its store. */
@Entity(name = "Creditor")
@Table(name = "creditor")
@SuppressWarnings("NullAway.Init") // Hibernate sets the columns
class StoredCreditor extends PanacheEntityBase {

  @Id
  @GeneratedValue(strategy = GenerationType.IDENTITY)
  @Column(name = "creditor_id")
  public @Nullable Integer id;

  public String code;
  public String name;
  public String country;
  public @Nullable String region;
  public String currency;

  @Column(name = "time_zone")
  public String timeZone;

  public @Nullable String supervisor;
  public boolean fictional;

  void take(CreditorTerms terms) {
    name = terms.name();
    country = terms.country();
    region = terms.region();
    currency = terms.currency().getCurrencyCode();
    timeZone = terms.timeZone().getId();
    supervisor = terms.supervisor();
    fictional = terms.fictional();
  }

  Creditor toRecord() {
    if (id == null) {
      throw new IllegalStateException("a creditor has its id once it is stored");
    }
    return new Creditor(
        new CreditorId(id),
        code,
        name,
        country,
        region,
        Currency.getInstance(currency),
        ZoneId.of(timeZone),
        supervisor,
        fictional);
  }
}
