package io.batuta.local;

import io.batuta.local.RunState.Phase;
import io.batuta.postgres.DatabaseUrl;
import io.batuta.postgres.Migrations;
import io.quarkus.runtime.Quarkus;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Starts a local run: database, keys, simulated clock, the product, and then the day's story. */
public final class Launcher {

  /** System property with the address of the read-only login. */
  static final String READER = "batuta.local.reader";

  /** As the shell says it: ended by Ctrl-C. */
  static final int INTERRUPTED = 130;

  private static final int FIRST_PORT = 8080;
  private static final int PORTS = 50;

  private final Options options;
  private final RunFolder folder;

  private Launcher(Options options, RunFolder folder) {
    this.options = options;
    this.folder = folder;
  }

  public static void main(String[] args) {
    System.exit(run(args));
  }

  private static int run(String[] args) {
    Options options;
    try {
      options = Options.parse(args);
    } catch (Options.BadOption e) {
      complain(e.getMessage());
      return 2;
    }
    if (options.help()) {
      Options.USAGE.forEach(System.out::println);
      return 0;
    }
    try {
      return new Launcher(options, RunFolder.here()).start(args);
    } catch (CannotStart e) {
      complain(e.getMessage());
      return 1;
    } catch (RuntimeException e) {
      complain("The run could not start: " + e.getMessage());
      return 1;
    }
  }

  /** One sentence for whoever started it. */
  static void complain(@Nullable String sentence) {
    System.err.println(sentence);
  }

  private static final class CannotStart extends RuntimeException {
    private static final long serialVersionUID = 1L;

    CannotStart(String sentence) {
      super(sentence);
    }
  }

  private int start(String[] args) {
    if (folder.take() == null) {
      throw new CannotStart(
          "Another run is going on in " + folder.root() + "; its page is in access.json there.");
    }
    if (options.portfolio() != null && !java.nio.file.Files.isReadable(options.portfolio())) {
      throw new CannotStart("There is no file to read at " + options.portfolio() + ".");
    }
    int port = port();
    LocalDatabase.stopLeftover(folder.database());
    RunState state = state();
    String given = System.getenv("BATUTA_DATABASE_URL");
    if (given != null && !given.isBlank()) {
      DatabaseUrl server = DatabaseUrl.parse(given);
      return product(
          Administration.databaseOfTheRun(server, isFresh(state)), state, port, args, () -> {});
    }
    LocalDatabase database = LocalDatabase.start(folder.database());
    return product(database.url(), state, port, args, database::close);
  }

  /** The state of an unfinished run with the same options; otherwise a fresh one, all else gone. */
  private RunState state() {
    ZoneId zone = SampleCreditor.of(options).getFirst().zone();
    LocalDate date =
        options.date() != null
            ? options.date()
            : new ListedHolidays()
                .workingDayFrom(
                    LocalDate.now(Clock.system(zone)), SampleCreditor.countries(options));
    Optional<RunState> before =
        folder
            .readState()
            .filter(state -> state.phase() != Phase.DONE)
            .filter(state -> state.options().equals(RunState.fingerprint(options, date)));
    if (before.isPresent()) {
      System.out.println("Resuming the run of " + before.get().date() + ".");
      return before.get();
    }
    folder.empty();
    Instant evening = date.minusDays(1).atTime(Day.ENDS).atZone(zone).toInstant();
    RunState fresh = RunState.fresh(options, date, evening);
    folder.write(folder.state(), fresh.toJson());
    return fresh;
  }

  private static boolean isFresh(RunState state) {
    return state.phase() == Phase.LOADING && state.apiKeys().isEmpty();
  }

  private int product(
      DatabaseUrl database, RunState state, int port, String[] args, Runnable closeDatabase) {
    CountDownLatch ended = new CountDownLatch(1);
    AtomicBoolean stopping = new AtomicBoolean();
    Thread hook = stopsOnSignal(Thread.currentThread(), stopping, ended);
    Runtime.getRuntime().addShutdownHook(hook);
    AtomicInteger code = new AtomicInteger();
    try {
      Migrations.migrate(database);
      configure(options, folder, database, state, port);
      Quarkus.run(
          LocalRun.class,
          (exitCode, fault) -> {
            code.set(exitCode);
            if (fault != null && !stopping.get()) {
              complain("The product did not start: " + fault.getMessage());
            }
          },
          args);
    } finally {
      closeDatabase.run();
      ended.countDown();
    }
    return code.get();
  }

  /** On Ctrl-C or SIGTERM: ends the story, and waits until product and database are down. */
  private static Thread stopsOnSignal(Thread story, AtomicBoolean stopping, CountDownLatch ended) {
    return new Thread(
        () -> {
          stopping.set(true);
          story.interrupt();
          try {
            boolean tidy = ended.await(30, TimeUnit.SECONDS);
            if (!tidy) {
              complain("The run did not stop within 30 seconds.");
            }
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        },
        "stop");
  }

  /** What the product is told, as in the cloud its environment tells it. */
  static void configure(
      Options options, RunFolder folder, DatabaseUrl database, RunState state, int port) {
    set("batuta.local.enabled", "true");
    set("batuta.local.seed", Long.toString(options.seed()));
    set("batuta.clock.starts-at", Administration.atLeastTheLedger(database, state.at()).toString());
    set(READER, Administration.letReaderIn(database, RunState.random(18)));
    set("batuta.database.url", database.reactive());
    set("quarkus.datasource.reactive.url", database.reactive());
    set("quarkus.datasource.username", database.user());
    set("quarkus.datasource.password", database.password());
    set("quarkus.http.port", Integer.toString(port));
    // Made-up people may be looked at by whoever sits here; a file of one's own asks for its key.
    set("batuta.console.open", Boolean.toString(options.portfolio() == null));
    set("batuta.installation-key", state.installationKey());
    set("batuta.privacy.hash-key", state.hashKey());
    folder.makeKey();
    set("batuta.privacy.key-file", folder.key().toAbsolutePath().toString());
    set("batuta.privacy.master-key", "");
    set("batuta.privacy.kms-key", "");
    set("batuta.channel.sandbox.secret", state.sandboxSecret());
    set("batuta.webhooks.payments.secret", state.paymentsSecret());
    set("quarkus.log.console.enabled", "false");
    set("quarkus.log.file.enabled", "true");
    set("quarkus.log.file.path", folder.log().toString());
  }

  private static void set(String property, String value) {
    System.setProperty(property, value);
  }

  private int port() {
    Integer asked = options.port();
    if (asked != null) {
      if (!isFree(asked)) {
        throw new CannotStart("Port " + asked + " is taken; choose another with --port.");
      }
      return asked;
    }
    for (int port = FIRST_PORT; port < FIRST_PORT + PORTS; port++) {
      if (isFree(port)) {
        return port;
      }
    }
    throw new CannotStart("Ports from 8080 on are taken; choose one with --port.");
  }

  private static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getByName("127.0.0.1"))) {
      return socket.isBound();
    } catch (IOException e) {
      return false;
    }
  }
}
