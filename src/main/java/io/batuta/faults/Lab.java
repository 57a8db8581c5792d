package io.batuta.faults;

import io.batuta.local.Api;
import io.batuta.local.Loading;
import io.batuta.local.SampleCreditor;
import io.batuta.postgres.SqlFile;
import io.batuta.time.BusinessCalendar;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Base64;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A lender's world in which something is going to break: a database, a provider, the time, and the
 * sample's creditor with its rules and routes. The product is started into it as often as wanted.
 */
final class Lab implements AutoCloseable {

  /** Two weeks: three rungs, each with its wait, and the Sundays between. */
  private static final int LEAPS_AT_MOST = 20;

  private static final ZoneId ZONE = ZoneId.of("America/Bogota");

  /** A Tuesday that is no holiday. */
  private static final LocalDate FIRST_DAY = LocalDate.of(2026, 11, 24);

  private static final LocalTime NIGHT = LocalTime.of(1, 30);

  private final Path folder;
  private final long seed;
  private final String classPath;
  private final BusinessCalendar calendar = BusinessCalendar.of("CO", null);
  private final Map<String, String> settings = new HashMap<>();
  private final Time time = new Time(FIRST_DAY.atTime(NIGHT).atZone(ZONE).toInstant());
  private final Book book = new Book();
  private final Carrier carrier;
  private final Server server;
  private final Reports reports;
  private final Pouring pouring;
  private LocalDate day = FIRST_DAY;
  private int debtors;

  /** With a database of its own in {@code folder}, fsync on. */
  Lab(Path folder, long seed, String classPath) throws Exception {
    this(folder, folder.resolve("database"), Map.of(), seed, classPath);
  }

  /**
   * @param data where the database lies
   * @param more settings of the database
   */
  Lab(Path folder, Path data, Map<String, String> more, long seed, String classPath)
      throws Exception {
    this.folder = folder;
    this.seed = seed;
    this.classPath = classPath;
    Files.createDirectories(folder);
    this.server = Server.start(data, more);
    this.carrier = new Carrier(book, time, seed, Manners.wild(seed));
    String secret = "whsec_" + random(32);
    this.reports = new Reports(secret, seed, book, time);
    this.pouring = new Pouring(secret, book, time);
    String key = "faults-" + random(18);
    configure(secret, key);
    try (Child child = start()) {
      Loading loading = new Loading(new Api(child.root()), SampleCreditor.colombian());
      loading.define(loading.creditor(key));
    }
    server.run("UPDATE channel_route SET provider = '" + CarrierGateway.PROVIDER + "'");
  }

  private void configure(String secret, String key) {
    settings.put("batuta.faults.enabled", "true");
    settings.put("batuta.faults.carrier-port", Integer.toString(carrier.port()));
    settings.put("batuta.database.url", server.url().reactive());
    settings.put("quarkus.datasource.reactive.url", server.url().reactive());
    settings.put("quarkus.datasource.username", server.url().user());
    settings.put("quarkus.datasource.password", server.url().password());
    settings.put("batuta.installation-key", key);
    settings.put("batuta.privacy.hash-key", random(32));
    settings.put("batuta.privacy.master-key", random(32));
    settings.put("batuta.channel.sandbox.secret", secret);
    settings.put("batuta.webhooks.payments.secret", "whsec_" + random(32));
    // Short, so that an answer that is waited for in vain costs the run seconds only.
    settings.put("batuta.dispatch.answer-timeout", "PT1S");
    settings.put("batuta.channel.faults.per-second", "100000");
    settings.put("batuta.fence.file", folder.toAbsolutePath().resolve("generation").toString());
    settings.put("quarkus.log.console.enabled", "false");
    settings.put("quarkus.log.file.enabled", "true");
    settings.put(
        "quarkus.log.file.path", folder.toAbsolutePath().resolve("product.log").toString());
  }

  Book book() {
    return book;
  }

  Carrier carrier() {
    return carrier;
  }

  Server server() {
    return server;
  }

  Reports reports() {
    return reports;
  }

  Pouring pouring() {
    return pouring;
  }

  Time time() {
    return time;
  }

  LocalDate day() {
    return day;
  }

  /** The product, ready for orders, with the time of all. */
  Child start() throws Exception {
    return start(time.now());
  }

  /** The same with a clock of its own. */
  Child start(Instant clock) throws Exception {
    Map<String, String> all = new HashMap<>(settings);
    all.put("batuta.clock.starts-at", clock.toString());
    return Child.start(classPath, all, freePort(), folder.resolve("product-errors.log"));
  }

  /** The small hours of the next working day; of the first one, when nothing has happened yet. */
  void nextDay() {
    if (debtors > 0) {
      day = day.plusDays(1);
    }
    while (!calendar.isWorkingDay(day)) {
      day = day.plusDays(1);
    }
    time.leapTo(day.atTime(NIGHT).atZone(ZONE).toInstant());
  }

  /** So many debtors more, whom nobody has contacted. Who they are the product is told. */
  void addDebtors(Child child, int more) throws Exception {
    try (Connection database = server.open();
        Statement run = database.createStatement()) {
      run.setEscapeProcessing(false);
      // The provider of these runs fails on purpose; what is looked at is that nothing is lost.
      run.execute("DELETE FROM brake");
      run.execute("PREPARE add AS " + SqlFile.of(Lab.class, "add-debtors.sql").text());
      run.execute(
          "EXECUTE add (%d, %d, %d, '%s')".formatted(debtors + 1, debtors + more, seed, day));
      run.execute("ANALYZE debtor");
    }
    child.obey("people " + (debtors + 1) + " " + (debtors + more));
    debtors += more;
  }

  /** A day with new debtors and their plan; the time is the small hours. */
  void planDay(int more) throws Exception {
    nextDay();
    try (Child child = start()) {
      addDebtors(child, more);
      child.obey("night " + day);
    }
  }

  /** Leaps to this hour of the day. */
  Instant at(LocalTime hour) {
    time.leapTo(instant(hour));
    return time.now();
  }

  Instant instant(LocalTime hour) {
    return day.atTime(hour).atZone(ZONE).toInstant();
  }

  Comparison compare() throws SQLException {
    return Comparison.of(server, book, reports);
  }

  /**
   * Lets all come to its end with nothing more to break: the rest of the day, the reports, the 72
   * hours after which nobody waits any longer, and the ladders that go on from there.
   */
  void settle() throws Exception {
    carrier.watchNoMore();
    carrier.behave(Manners.good());
    try (Child child = start()) {
      for (int hour = 8; hour <= 19; hour++) {
        Instant now = at(LocalTime.of(hour, 45));
        child.rescue(now);
        reports.deliver(child);
        child.minute(time.now());
      }
      for (int leap = 0; leap < 5 || leap < LEAPS_AT_MOST && isAnythingToCome(); leap++) {
        time.leapTo(time.now().plus(Duration.ofHours(18)));
        child.rescue(time.now());
        reports.deliver(child);
        child.minute(time.now());
      }
      reports.deliverAll(child);
      child.minute(time.now());
      child.rescue(time.now());
    }
  }

  private boolean isAnythingToCome() throws SQLException {
    try (Connection database = server.open();
        Statement ask = database.createStatement();
        ResultSet found =
            ask.executeQuery(
                "SELECT EXISTS (SELECT FROM planned_contact WHERE state IN"
                    + " ('PLANNED', 'DEFERRED', 'SENDING', 'SENT', 'UNCERTAIN'))")) {
      found.next();
      return found.getBoolean(1);
    }
  }

  @Override
  public void close() throws IOException {
    carrier.close();
    server.close();
    Faults.forgetDatabases(folder);
  }

  static void empty(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      return socket.getLocalPort();
    }
  }

  private static String random(int bytes) {
    byte[] made = new byte[bytes];
    new SecureRandom().nextBytes(made);
    return Base64.getEncoder().encodeToString(made);
  }
}
