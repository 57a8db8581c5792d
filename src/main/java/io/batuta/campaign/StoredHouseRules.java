package io.batuta.campaign;

import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.Map;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;

/** A row of {@code house_rules}. Never leaves its store. */
@Entity(name = "HouseRules")
@Table(name = "house_rules")
@SuppressWarnings("NullAway.Init") // Hibernate sets the columns
class StoredHouseRules extends PanacheEntityBase {

  @Id
  @Column(name = "creditor_id")
  public int creditorId;

  @JdbcTypeCode(SqlTypes.JSON)
  public Map<String, Object> definition;
}
