package io.batuta.campaign;

import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.Map;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/** A row of {@code strategy}. Never leaves its store. */
@Entity(name = "Strategy")
@Table(name = "strategy")
@SuppressWarnings("NullAway.Init") // Hibernate sets the columns
class StoredStrategy extends PanacheEntityBase {

  @Id
  @GeneratedValue(strategy = GenerationType.IDENTITY)
  @Column(name = "strategy_id")
  public @Nullable Long id;

  @Column(name = "creditor_id")
  public int creditorId;

  public String name;

  @JdbcTypeCode(SqlTypes.JSON)
  public Map<String, Object> definition;
}
