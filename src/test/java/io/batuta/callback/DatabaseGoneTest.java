package io.batuta.callback;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.batuta.channel.CallbackReader;
import io.batuta.channel.CallbackReading;
import io.batuta.channel.RawCallback;
import io.batuta.postgres.Sql;
import io.batuta.postgres.SqlFile;
import io.batuta.postgres.Tx;
import io.batuta.privacy.KeyRing;
import io.batuta.telemetry.Figures;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** The database is gone: the provider is told to come again, whatever it brought. */
class DatabaseGoneTest {

  private static final Instant NOW = Instant.parse("2026-11-23T15:00:00Z");

  @Test
  void a_call_that_cannot_be_kept_is_not_acknowledged() {
    for (CallbackReading reading :
        List.of(
            new CallbackReading.Events(List.of()),
            new CallbackReading.Unreadable("torn"),
            new CallbackReading.Undecided("no certificate"))) {
      Answer answer =
          intake(reading)
              .accept("fake", new RawCallback(Map.of(), new byte[0], NOW))
              .await()
              .indefinitely();
      assertEquals(Answer.Unavailable.class, answer.getClass(), reading.toString());
    }
  }

  @Test
  void what_waits_in_a_queue_stays_there_even_what_is_forged() {
    for (CallbackReading reading :
        List.of(
            new CallbackReading.Events(List.of()),
            new CallbackReading.Forged("no signature matches"),
            new CallbackReading.Undecided("no certificate"))) {
      Answer answer =
          intake(reading).acceptQueued("fake", new byte[0], NOW, NOW).await().indefinitely();
      assertEquals(Answer.Unavailable.class, answer.getClass(), reading.toString());
    }
  }

  @Test
  void a_forged_call_is_refused_without_asking_the_database() {
    Answer answer =
        intake(new CallbackReading.Forged("no signature matches"))
            .accept("fake", new RawCallback(Map.of(), new byte[0], NOW))
            .await()
            .indefinitely();
    assertEquals(new Answer.Forged("no signature matches"), answer);
  }

  private static CallbackIntake intake(CallbackReading reading) {
    Sql gone = new Gone();
    CallbackStore store = new CallbackStore(gone, new KeyRing(List.of(), Clock.systemUTC()));
    Consequences consequences = new Consequences(null, null, null);
    Matching matching = new Matching(store, consequences, gone);
    return new CallbackIntake(
        List.of(new Says(reading)),
        address -> Uni.createFrom().item(true),
        store,
        new Lanes(
            Runnable::run,
            Runnable::run,
            new PlainReports(store, matching),
            new WeightyReports(store, matching, gone, Clock.systemUTC())),
        null,
        gone,
        new Figures(Clock.systemUTC(), Optional.empty()));
  }

  private record Says(CallbackReading reading) implements CallbackReader {
    @Override
    public String path() {
      return "fake";
    }

    @Override
    public Uni<CallbackReading> read(RawCallback callback) {
      return Uni.createFrom().item(reading);
    }

    @Override
    public CallbackReading readTrusted(byte[] body) {
      return reading;
    }
  }

  private static final class Gone extends Sql {
    Gone() {
      super(null, null);
    }

    @Override
    public <T> Uni<T> acrossTenants(Function<Tx, Uni<T>> work) {
      return Uni.createFrom().failure(new IllegalStateException("connection refused"));
    }

    @Override
    public <T> Uni<T> acrossTenantsInTime(Function<Tx, Uni<T>> work) {
      return acrossTenants(work);
    }

    @Override
    public <T> Uni<List<T>> onceAcrossTenants(
        SqlFile statement, Tuple arguments, Function<Row, T> map) {
      return Uni.createFrom().failure(new IllegalStateException("connection refused"));
    }
  }
}
