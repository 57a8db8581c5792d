package io.batuta.bench;

import io.batuta.local.Api;
import io.batuta.local.Loading;
import io.batuta.local.MadeUpPeople;
import io.batuta.local.SampleCreditor;
import io.batuta.postgres.SqlFile;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * The lender that is measured: the sample's creditor with its rules, set up over the API, and a
 * portfolio made up by a seed inside the database. Of its debtors each owes one account and is in a
 * campaign; nine in ten have a phone and an e-mail, one in ten has nothing or has opted out; half
 * have been contacted before.
 */
@Singleton
final class Lender {

  private static final List<String> WHAT_THEY_OWE =
      List.of("fill-debtors.sql", "fill-accounts.sql", "fill-opt-outs.sql");

  private static final List<String> WHAT_HAPPENED = List.of("fill-histories.sql", "fill-days.sql");

  /** The sample's creditor. */
  static final String CODE = SampleCreditor.colombian().code();

  private final Optional<String> installationKey;
  private final MadeUpPeople people;
  private int debtors;
  private String key = "";

  Lender(
      @ConfigProperty(name = "batuta.installation-key") Optional<String> installationKey,
      MadeUpPeople people) {
    this.installationKey = installationKey;
    this.people = people;
  }

  /** {@code http://127.0.0.1:8080}: where the product answers in this process. */
  String root() {
    return "http://127.0.0.1:" + Integer.getInteger("quarkus.http.port");
  }

  /** A key of an administrator. Set up first. */
  String key() {
    return key;
  }

  /** The creditor and what people set down, without debtors; once. */
  void setUp() throws InterruptedException {
    if (key.isEmpty()) {
      Loading loading = new Loading(new Api(root()), SampleCreditor.colombian());
      key = loading.creditor(installationKey.orElseThrow());
      loading.define(key);
    }
  }

  /**
   * Sets up, and makes the portfolio have exactly this many debtors, as of this business date;
   * everything that was planned or happened is gone. Vacuumed and analysed.
   */
  void portfolio(int wanted, long seed, LocalDate date) throws SQLException, InterruptedException {
    setUp();
    try (Connection database = open();
        Statement run = database.createStatement()) {
      run.setEscapeProcessing(false);
      forgetNights(run);
      if (wanted != debtors) {
        Benches.progress("making up " + String.format("%,d", wanted) + " debtors");
        run.execute(
            "TRUNCATE debtor, person, person_key, account, contact_point, hold, stated_status, consent, opt_out,"
                + " contact_history, contact_day, promise, payment, payment_reversal, words");
        for (String part : WHAT_THEY_OWE) {
          fill(run, part, wanted, seed, date);
        }
        people.fillNow(creditor(run), 1, wanted, seed);
        for (String part : WHAT_HAPPENED) {
          fill(run, part, wanted, seed, date);
        }
        debtors = wanted;
      }
      run.execute("VACUUM ANALYZE");
    }
  }

  private static int creditor(Statement run) throws SQLException {
    try (ResultSet found = run.executeQuery("SELECT min(creditor_id) FROM creditor")) {
      found.next();
      return found.getInt(1);
    }
  }

  private static void fill(Statement run, String part, int wanted, long seed, LocalDate date)
      throws SQLException {
    run.execute("PREPARE fill AS " + SqlFile.of(Lender.class, part).text());
    run.execute("EXECUTE fill (%d, %d, '%s')".formatted(wanted, seed, date));
    run.execute("DEALLOCATE fill");
  }

  /** Takes every debtor away with all that happened to them, and what imports left. */
  void empty() throws SQLException {
    try (Connection database = open();
        Statement run = database.createStatement()) {
      forgetNights(run);
      run.execute(
          "TRUNCATE debtor, person, person_key, account, contact_point, hold, stated_status, consent, opt_out,"
              + " contact_history, contact_day, promise, payment, payment_reversal, words, portfolio_import, import_rejection, import_row");
      run.execute("CHECKPOINT");
      debtors = 0;
    }
  }

  /** The same with a portfolio that nobody has contacted since it was made up. */
  void refill(int wanted, long seed, LocalDate date) throws SQLException, InterruptedException {
    debtors = 0;
    portfolio(wanted, seed, date);
  }

  /** Forgets every night, contact and fact, but keeps the portfolio and its summaries. */
  static void forgetNights(Statement run) throws SQLException {
    run.execute(
        "TRUNCATE planned_contact, recall_order, contact_fact, contact_progress, callback_event, callback_body,"
            + " night_shard, segment_member, night, night_trial, sending_count, spend, channel_rest, campaign_approval");
  }

  /** As the superuser, for the other side of a ratio: nothing of the product is in the way. */
  static Connection open() throws SQLException {
    return DriverManager.getConnection(
        "jdbc:" + System.getProperty("quarkus.datasource.reactive.url"),
        System.getProperty("quarkus.datasource.username"),
        System.getProperty("quarkus.datasource.password"));
  }
}
