package io.batuta.campaign;

import io.batuta.portfolio.Channel;
import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/** A row of {@code campaign}. Never leaves its store. */
@Entity(name = "Campaign")
@Table(name = "campaign")
@SuppressWarnings("NullAway.Init") // Hibernate sets the columns
class StoredCampaign extends PanacheEntityBase {

  @Id
  @GeneratedValue(strategy = GenerationType.IDENTITY)
  @Column(name = "campaign_id")
  public @Nullable Long id;

  @Column(name = "creditor_id")
  public int creditorId;

  public String name;
  public String segment;
  public String strategy;

  @JdbcTypeCode(SqlTypes.JSON)
  public Map<String, Map<String, String>> templates;

  public int priority;

  @Column(name = "starts_on")
  public @Nullable LocalDate startsOn;

  @Column(name = "ends_on")
  public @Nullable LocalDate endsOn;

  @Column(name = "budget_minor")
  public @Nullable Long budgetMinor;

  @Column(name = "holdout_percent")
  public short holdoutPercent;

  public boolean paused;

  @Column(name = "changed_by")
  public @Nullable String changedBy;

  /** Everything but the pause, which has its own verbs. */
  void take(CampaignDefinition definition) {
    segment = definition.segment();
    strategy = definition.strategy();
    Map<String, Map<String, String>> byName = new TreeMap<>();
    definition
        .templates()
        .forEach((channel, names) -> byName.put(channel.name(), new TreeMap<>(names)));
    templates = byName;
    priority = definition.priority();
    startsOn = definition.startsOn();
    endsOn = definition.endsOn();
    budgetMinor = definition.budgetMinor();
    holdoutPercent = (short) definition.holdoutPercent();
  }

  CampaignDefinition toRecord() {
    Map<Channel, Map<String, String>> byChannel = new EnumMap<>(Channel.class);
    templates.forEach((channel, names) -> byChannel.put(Channel.valueOf(channel), names));
    return new CampaignDefinition(
        name,
        segment,
        strategy,
        byChannel,
        priority,
        startsOn,
        endsOn,
        budgetMinor,
        holdoutPercent,
        paused);
  }
}
