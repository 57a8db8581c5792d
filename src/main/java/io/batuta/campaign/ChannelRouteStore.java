package io.batuta.campaign;

import io.batuta.portfolio.Channel;
import io.batuta.portfolio.CreditorId;
import io.batuta.postgres.Saved;
import io.batuta.postgres.Sessions;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Which provider carries each of a creditor's channels. */
@ApplicationScoped
public class ChannelRouteStore {

  private final Sessions sessions;

  ChannelRouteStore(Sessions sessions) {
    this.sessions = sessions;
  }

  /** Sets who carries the channel from the next plan on. */
  public Uni<Saved<ChannelRoute>> put(CreditorId creditor, ChannelRoute route) {
    return sessions.saveAsTenant(
        creditor.value(),
        session -> find(creditor, route.channel()).chain(found -> save(creditor, route, found)));
  }

  /** Sets each of these channels that has no provider yet; leaves the others as they are. */
  public Uni<Void> fill(CreditorId creditor, List<ChannelRoute> routes) {
    return sessions.saveAsTenant(
        creditor.value(),
        session -> all(creditor).chain(taken -> insert(creditor, without(routes, taken))));
  }

  /** The route of one channel; empty when nobody carries it. */
  public Uni<Optional<ChannelRoute>> of(CreditorId creditor, Channel channel) {
    return sessions.asTenant(
        creditor.value(),
        session ->
            find(creditor, channel)
                .map(row -> Optional.ofNullable(row).map(StoredRoute::toRecord)));
  }

  /** All routes, in the order of the channels. */
  public Uni<List<ChannelRoute>> list(CreditorId creditor) {
    return sessions.asTenant(
        creditor.value(),
        session ->
            all(creditor)
                .map(
                    rows ->
                        rows.stream()
                            .map(StoredRoute::toRecord)
                            .sorted(Comparator.comparing(ChannelRoute::channel))
                            .toList()));
  }

  private static List<ChannelRoute> without(List<ChannelRoute> routes, List<StoredRoute> taken) {
    List<Channel> channels = taken.stream().map(row -> row.channel).toList();
    return routes.stream().filter(route -> !channels.contains(route.channel())).toList();
  }

  private static Uni<Void> insert(CreditorId creditor, List<ChannelRoute> routes) {
    return routes.isEmpty()
        ? Uni.createFrom().voidItem()
        : StoredRoute.persist(routes.stream().map(route -> row(creditor, route)).toList());
  }

  private static Uni<List<StoredRoute>> all(CreditorId creditor) {
    return StoredRoute.<StoredRoute>find("creditorId", creditor.value()).list();
  }

  private static Uni<StoredRoute> find(CreditorId creditor, Channel channel) {
    return StoredRoute.<StoredRoute>find(
            "creditorId = ?1 AND channel = ?2", creditor.value(), channel)
        .firstResult();
  }

  private static Uni<Saved<ChannelRoute>> save(
      CreditorId creditor, ChannelRoute route, @Nullable StoredRoute found) {
    StoredRoute row = found == null ? row(creditor, route) : found;
    row.take(route);
    return row.<StoredRoute>persistAndFlush()
        .map(done -> new Saved<>(done.toRecord(), found == null));
  }

  private static StoredRoute row(CreditorId creditor, ChannelRoute route) {
    StoredRoute row = new StoredRoute();
    row.creditorId = creditor.value();
    row.take(route);
    return row;
  }
}
