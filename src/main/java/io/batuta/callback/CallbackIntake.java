package io.batuta.callback;

import io.batuta.channel.CallbackReader;
import io.batuta.channel.CallbackReading;
import io.batuta.channel.ProviderEvent;
import io.batuta.channel.RawCallback;
import io.batuta.channel.SubscriptionConfirmer;
import io.batuta.postgres.Sql;
import io.batuta.privacy.AddressHash;
import io.batuta.telemetry.Figure;
import io.batuta.telemetry.Figures;
import io.opentelemetry.instrumentation.annotations.WithSpan;
import io.quarkus.arc.All;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * Takes over what providers report: body, events, facts and consequences in one transaction, which
 * they may share with other calls, then the answer. A report that must wait for its contact is kept
 * and followed later. What comes again is known by its event id and changes nothing.
 */
@ApplicationScoped
public class CallbackIntake {

  private static final Logger LOG = Logger.getLogger(CallbackIntake.class);

  private final Map<String, CallbackReader> readers;
  private final SubscriptionConfirmer confirmer;
  private final CallbackStore store;
  private final Lanes lanes;
  private final AddressHash hash;
  private final Sql sql;
  private final Figures figures;

  CallbackIntake(
      @All List<CallbackReader> readers,
      SubscriptionConfirmer confirmer,
      CallbackStore store,
      Lanes lanes,
      AddressHash hash,
      Sql sql,
      Figures figures) {
    this.figures = figures;
    this.readers =
        readers.stream().collect(Collectors.toUnmodifiableMap(CallbackReader::path, r -> r));
    this.confirmer = confirmer;
    this.store = store;
    this.lanes = lanes;
    this.hash = hash;
    this.sql = sql;
  }

  /**
   * Takes a call from the open internet: proven before anything else. Never fails: trouble of ours
   * is {@link Answer.Unavailable}.
   *
   * @param path what follows {@code /webhooks/}
   */
  @WithSpan("callback")
  public Uni<Answer> accept(String path, RawCallback call) {
    return reader(path)
        .map(reader -> reader.read(call).chain(reading -> take(path, call, reading)))
        .orElseGet(() -> Uni.createFrom().item(new Answer.UnknownPath()))
        .onFailure()
        .recoverWithItem(e -> unavailable(path, e));
  }

  /**
   * Takes a call that waited in a queue of ours, where anybody may have put it: proven as {@link
   * #accept} does, by the time at which it was queued, since an hour in the queue makes nothing
   * stale. What is forged is kept as unreadable, because nobody is there to be told. Never fails.
   *
   * @param queuedAt by the queue's clock
   */
  public Uni<Answer> acceptQueued(String path, byte[] body, Instant queuedAt, Instant now) {
    RawCallback asQueued = new RawCallback(Map.of(), body, queuedAt);
    RawCallback call = new RawCallback(Map.of(), body, now);
    return reader(path)
        .map(
            reader ->
                reader
                    .read(asQueued)
                    .chain(
                        reading ->
                            reading instanceof CallbackReading.Forged forged
                                ? unreadable(path, call, "forged: " + forged.why())
                                : take(path, call, reading)))
        .orElseGet(() -> Uni.createFrom().item(new Answer.UnknownPath()))
        .onFailure()
        .recoverWithItem(e -> unavailable(path, e));
  }

  /**
   * Takes a body that came by a trusted road: a queue, a log subscription. Never fails.
   *
   * @param path as {@link #accept}: it picks the reader
   */
  public Uni<Answer> acceptTrusted(String path, byte[] body, Instant receivedAt) {
    RawCallback call = new RawCallback(Map.of(), body, receivedAt);
    return reader(path)
        .map(
            reader ->
                Uni.createFrom()
                    .item(() -> reader.readTrusted(body))
                    .chain(reading -> take(path, call, reading)))
        .orElseGet(() -> Uni.createFrom().item(new Answer.UnknownPath()))
        .onFailure()
        .recoverWithItem(e -> unavailable(path, e));
  }

  private Optional<CallbackReader> reader(String path) {
    return Optional.ofNullable(readers.get(path));
  }

  private Uni<Answer> take(String path, RawCallback call, CallbackReading reading) {
    return switch (reading) {
      case CallbackReading.Events read -> events(path, call, read.events());
      case CallbackReading.Handshake asked -> shakeHands(path, call, asked.confirm());
      case CallbackReading.Unreadable bad -> unreadable(path, call, bad.why());
      case CallbackReading.Forged forged -> {
        LOG.infof("callback %s: forged, %s", path, forged.why());
        figures.tell(Map.of(Figure.FORGED, 1));
        yield Uni.createFrom().item(new Answer.Forged(forged.why()));
      }
      case CallbackReading.Undecided open -> {
        LOG.warnf("callback %s: undecided, %s", path, open.why());
        yield Uni.createFrom().item(new Answer.Unavailable(open.why()));
      }
    };
  }

  private Uni<Answer> events(String path, RawCallback call, List<ProviderEvent> said) {
    if (!said.stream().allMatch(event -> CallbackEvent.isOfOurTime(event, call.receivedAt()))) {
      return unreadable(path, call, "an event is of another time than ours");
    }
    List<CallbackEvent> events = said.stream().map(e -> CallbackEvent.of(e, hash)).toList();
    return lanes
        .take(new Call(path, call, events))
        .invoke(() -> figures.tell(Map.of(Figure.EVENTS, events.size())));
  }

  private Uni<Answer> shakeHands(String path, RawCallback call, URI address) {
    return confirmer
        .confirm(address)
        .chain(
            confirmed ->
                confirmed
                    ? events(path, call, List.of())
                    : Uni.createFrom().item(new Answer.Unavailable("could not confirm")));
  }

  private Uni<Answer> unreadable(String path, RawCallback call, String why) {
    LOG.warnf("callback %s: unreadable, %s", path, why);
    figures.tell(Map.of(Figure.UNREADABLE, 1));
    return sql.acrossTenants(tx -> store.keepUnreadable(tx, path, call, why))
        .replaceWith(() -> new Answer.Unreadable(why));
  }

  private static Answer unavailable(String path, Throwable e) {
    if (e instanceof Gathering.Full) {
      LOG.warnf("callback %s: %s", path, e.getMessage());
      return new Answer.Unavailable("too much at once");
    }
    LOG.errorf(e, "callback %s: not taken over", path);
    return new Answer.Unavailable("not taken over");
  }
}
