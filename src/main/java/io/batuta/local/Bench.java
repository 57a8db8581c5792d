package io.batuta.local;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.postgresql.PGConnection;

/**
 * Measures one part of the product on this machine and says it as a ratio to the same work done by
 * the database alone, since seconds of one machine say little on another.
 */
final class Bench {

  /** System property that asks for it: {@code import}, {@code preview} or {@code night}. */
  static final String ASKED = "batuta.local.bench";

  private static final int TIMES = 15;
  private static final String RULE = "days_past_due BETWEEN 1 AND 30 AND balance > 100000";

  private final Api api;
  private final RunState state;
  private final Options options;

  Bench(Api api, RunState state, Options options) {
    this.api = api;
    this.state = state;
    this.options = options;
  }

  /**
   * @param imported how long the import of this run took, seconds
   */
  void measure(String what, double imported) throws InterruptedException {
    try (Connection database = open();
        Statement run = database.createStatement()) {
      switch (what) {
        case "import" -> importing(database, run, imported);
        case "preview" -> previewing(run);
        case "night" -> planning(run);
        default -> throw new Api.Refused("there is no bench called " + what);
      }
    } catch (SQLException | IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Against COPY of the same file into a bare table of texts. */
  private void importing(Connection database, Statement run, double imported)
      throws SQLException, IOException {
    String header;
    try (PortfolioFile file =
        PortfolioFile.open(options.portfolio(), null, RunFolder.here().root())) {
      header = new String(file.csv().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
    }
    int columns = header.lines().findFirst().orElse("").split(",").length;
    run.execute(
        "CREATE TEMP TABLE bare ("
            + IntStream.range(0, columns)
                .mapToObj(i -> "c" + i + " text")
                .collect(Collectors.joining(","))
            + ")");
    long startedNanos = System.nanoTime();
    long rows =
        database
            .unwrap(PGConnection.class)
            .getCopyAPI()
            .copyIn("COPY bare FROM STDIN CSV HEADER", new java.io.StringReader(header));
    double bare = (System.nanoTime() - startedNanos) / 1e9;
    say("import", rows + " rows", imported, "COPY into a bare table", bare);
  }

  /** Over HTTP, against the same count written by hand. */
  private void previewing(Statement run) throws SQLException, InterruptedException {
    JsonObject rule = new JsonObject().put("rule", RULE);
    double[] product = new double[TIMES];
    double[] bare = new double[TIMES];
    for (int i = 0; i < TIMES; i++) {
      long startedNanos = System.nanoTime();
      api.post(state.apiKey(), Loading.ROOT + "/segments/preview", rule);
      product[i] = (System.nanoTime() - startedNanos) / 1e9;
      startedNanos = System.nanoTime();
      run.executeQuery(
              "SELECT count(*), sum(balance_minor) FROM debtor WHERE date '"
                  + state.date()
                  + "' - due_date BETWEEN 1 AND 30 AND balance_minor > 10000000")
          .close();
      bare[i] = (System.nanoTime() - startedNanos) / 1e9;
    }
    say("preview", "median of " + TIMES, median(product), "the count in SQL", median(bare));
  }

  /** Against one INSERT … SELECT of the same rows into the same tables, rolled back. */
  private void planning(Statement run) throws SQLException, InterruptedException {
    LocalDate date = state.date();
    long startedNanos = System.nanoTime();
    JsonObject night = new Nights(api, new Progress(System.out, false)).plan(state.apiKey(), date);
    double product = (System.nanoTime() - startedNanos) / 1e9;
    run.execute("CREATE TEMP TABLE plan (LIKE planned_contact INCLUDING ALL)");
    run.execute("CREATE TEMP TABLE fact (LIKE contact_fact INCLUDING DEFAULTS)");
    startedNanos = System.nanoTime();
    run.execute("INSERT INTO plan SELECT * FROM planned_contact WHERE night = '" + date + "'");
    run.execute("INSERT INTO fact SELECT * FROM contact_fact WHERE night = '" + date + "'");
    double bare = (System.nanoTime() - startedNanos) / 1e9;
    say("night", night.getLong("members") + " members", product, "INSERT … SELECT", bare);
  }

  private static void say(String what, String of, double product, String counterpart, double bare) {
    System.out.printf(
        Locale.ROOT,
        "%-8s %-18s %8.3f s   %s %8.3f s   ratio %.1f%n",
        what,
        of,
        product,
        counterpart,
        bare,
        product / bare);
  }

  private static double median(double[] seconds) {
    double[] sorted = seconds.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }

  private static Connection open() throws SQLException {
    return DriverManager.getConnection(
        "jdbc:" + System.getProperty("quarkus.datasource.reactive.url"),
        System.getProperty("quarkus.datasource.username"),
        System.getProperty("quarkus.datasource.password"));
  }
}
