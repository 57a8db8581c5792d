package io.batuta.campaign;

import io.batuta.portfolio.Channel;
import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;

/** A row of {@code channel_route}. Never leaves its store. */
@Entity(name = "ChannelRoute")
@Table(name = "channel_route")
@IdClass(StoredRoute.Key.class)
@SuppressWarnings("NullAway.Init") // Hibernate sets the columns
class StoredRoute extends PanacheEntityBase {

  @Id
  @Column(name = "creditor_id")
  public int creditorId;

  @Id
  @Enumerated(EnumType.STRING)
  @Column(columnDefinition = "text")
  public Channel channel;

  public String provider;
  public String sender;

  @Column(name = "unit_cost_micros")
  public long unitCostMicros;

  record Key(int creditorId, Channel channel) implements Serializable {}

  void take(ChannelRoute route) {
    channel = route.channel();
    provider = route.provider();
    sender = route.sender();
    unitCostMicros = route.unitCostMicros();
  }

  ChannelRoute toRecord() {
    return new ChannelRoute(channel, provider, sender, unitCostMicros);
  }
}
