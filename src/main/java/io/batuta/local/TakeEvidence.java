package io.batuta.local;

import io.batuta.postgres.DatabaseUrl;
import io.quarkus.arc.Unremovable;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.QuarkusApplication;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * {@code scripts/evidence}: takes a regulator's file from a product that answers; that of the local
 * run is started for it where it has ended.
 */
public final class TakeEvidence {

  private static final int REFUSED = 1;
  private static final int BAD_CALL = 2;

  private TakeEvidence() {}

  public static void main(String[] args) {
    System.exit(run(args));
  }

  private static int run(String[] args) {
    try {
      EvidenceOptions options = EvidenceOptions.parse(args);
      if (options.url() != null) {
        String key = System.getenv("BATUTA_API_KEY");
        if (key == null || key.isBlank()) {
          throw new Options.BadOption("BATUTA_API_KEY is needed with --url.");
        }
        return take(options, options.url(), key);
      }
      return fromTheLocalRun(options, args);
    } catch (Options.BadOption e) {
      Launcher.complain(e.getMessage());
      return BAD_CALL;
    } catch (IOException | IllegalStateException | IllegalArgumentException e) {
      Launcher.complain("The file could not be taken: " + e.getMessage());
      return REFUSED;
    } catch (InterruptedException e) {
      return Launcher.INTERRUPTED;
    }
  }

  static int take(EvidenceOptions options, String root, String key)
      throws IOException, InterruptedException {
    try {
      new EvidenceFolder(options).take(root, key).forEach(System.out::println);
      return 0;
    } catch (Api.Refused e) {
      Launcher.complain(e.getMessage());
      return REFUSED;
    }
  }

  private static int fromTheLocalRun(EvidenceOptions options, String[] args)
      throws Options.BadOption, IOException, InterruptedException {
    RunFolder folder = RunFolder.here();
    if (!Files.isDirectory(folder.root())) {
      throw new Options.BadOption(
          "There is no local run in " + folder.root() + "; start one, or name a --url.");
    }
    if (folder.take() == null) {
      JsonObject access = read(folder.access());
      return take(options, access.getString("url").replaceAll("/$", ""), keyOf(access, options));
    }
    RunState state =
        folder
            .readState()
            .orElseThrow(() -> new Options.BadOption("The local run has no database yet."));
    String given = System.getenv("BATUTA_DATABASE_URL");
    if (given != null && !given.isBlank()) {
      DatabaseUrl run =
          Administration.findDatabaseOfTheRun(DatabaseUrl.parse(given))
              .orElseThrow(
                  () -> new Options.BadOption("BATUTA_DATABASE_URL has no database of this run."));
      return fromDatabase(run, folder, state, args);
    }
    if (!Files.isDirectory(folder.database())) {
      throw new Options.BadOption(
          "The local run has no database in "
              + folder.database()
              + "; if it ran with BATUTA_DATABASE_URL, set it again.");
    }
    LocalDatabase.stopLeftover(folder.database());
    try (LocalDatabase database = LocalDatabase.start(folder.database())) {
      return fromDatabase(database.url(), folder, state, args);
    }
  }

  private static int fromDatabase(
      DatabaseUrl database, RunFolder folder, RunState state, String[] args)
      throws Options.BadOption, IOException {
    AtomicInteger code = new AtomicInteger(REFUSED);
    Launcher.configure(Options.parse(), folder, database, state, freePort());
    // Whose people these are is not known here: nothing is shown without a key.
    System.setProperty("batuta.console.open", "false");
    Quarkus.run(Product.class, (exitCode, fault) -> code.set(exitCode), args);
    return code.get();
  }

  /** The product, for as long as its one client needs it. */
  @Singleton
  @Unremovable
  static final class Product implements QuarkusApplication {

    @Override
    public int run(String... args) throws Exception {
      EvidenceOptions options = EvidenceOptions.parse(args);
      RunState state = RunFolder.here().readState().orElseThrow();
      return take(
          options,
          "http://127.0.0.1:" + Integer.getInteger("quarkus.http.port"),
          keyOf(new JsonObject().put("apiKeys", state.apiKeys()), options));
    }
  }

  private static String keyOf(JsonObject access, EvidenceOptions options) throws Options.BadOption {
    String key =
        access.getJsonObject("apiKeys", new JsonObject()).getString(options.creditor(), "");
    if (key.isEmpty()) {
      throw new Options.BadOption(
          "The local run has no creditor " + options.creditor() + ", or no key of it.");
    }
    return key;
  }

  private static JsonObject read(Path access) throws Options.BadOption, IOException {
    if (!Files.isReadable(access)) {
      throw new Options.BadOption("The local run does not answer yet.");
    }
    return new JsonObject(Objects.requireNonNull(Files.readString(access)));
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      return socket.getLocalPort();
    }
  }
}
