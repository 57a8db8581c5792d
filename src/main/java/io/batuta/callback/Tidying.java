package io.batuta.callback;

import io.batuta.compliance.LawLibrary;
import io.batuta.ledger.ContactId;
import io.batuta.portfolio.CreditorStore;
import io.batuta.postgres.Sql;
import io.batuta.postgres.SqlFile;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * Lets go of what nobody reads any more, so that the tables of each night stay as large as a few
 * months make them. What happened stays in the ledger, whose old months are detached, never
 * dropped. Bounded, and harmless at any time.
 */
@ApplicationScoped
public class Tidying {

  /** Of the counters: longer than any frequency rule looks back. */
  static final int DAYS_OF_COUNTERS = 62;

  /** Of a contact that left: as long as a report about it is taken (see CallbackEvent). */
  static final int DAYS_OF_SENT = 400;

  private static final int PAGE = 5_000;
  private static final int PAGES_AT_MOST = 20;

  private static final Logger LOG = Logger.getLogger(Tidying.class);

  /** A report that overtook its send waits so long, and may need its words. */
  private static final int FEWEST_CALLBACK_DAYS = 4;

  private static final SqlFile CALLBACKS = SqlFile.of(Tidying.class, "tidy-callbacks.sql");
  private static final SqlFile NIGHTS = SqlFile.of(Tidying.class, "tidy-nights.sql");

  private final Sql sql;
  private final Clock clock;
  private final int contactDays;
  private final int ledgerMonths;
  private final int callbackDays;
  private final CreditorStore creditors;
  private final LawLibrary laws;

  /**
   * @param contactDays how many days an ended contact is kept beside the ledger, at least 35
   * @param ledgerMonths how many whole months of the ledger stay attached, at least 13; more where
   *     the law of a creditor's country asks to keep more
   * @param callbackDays how many days a provider's call is kept as it came, at least 4
   */
  Tidying(
      Sql sql,
      Clock clock,
      @ConfigProperty(name = "batuta.keep.contact-days") int contactDays,
      @ConfigProperty(name = "batuta.keep.ledger-months") int ledgerMonths,
      @ConfigProperty(name = "batuta.keep.callback-days") int callbackDays,
      CreditorStore creditors,
      LawLibrary laws) {
    if (contactDays < 35 || ledgerMonths < 13 || callbackDays < FEWEST_CALLBACK_DAYS) {
      throw new IllegalArgumentException(
          "batuta.keep.contact-days must be 35 or more, batuta.keep.ledger-months 13 or more and"
              + " batuta.keep.callback-days 4 or more");
    }
    this.callbackDays = callbackDays;
    this.creditors = creditors;
    this.laws = laws;
    this.sql = sql;
    this.clock = clock;
    this.contactDays = contactDays;
    this.ledgerMonths = ledgerMonths;
  }

  /** Tidies some; answers how many rows went. The rest is the next call's. */
  public Uni<Integer> tidy() {
    LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    LocalDate contactsBefore = today.minusDays(contactDays);
    UUID sentBefore = ContactId.firstOf(today.minusDays(DAYS_OF_SENT)).value();
    Tuple nights =
        Tuple.of(contactsBefore, ContactId.firstOf(contactsBefore).value(), PAGE, sentBefore);
    Tuple calls =
        Tuple.of(
            clock.instant().minus(Duration.ofDays(callbackDays)).atOffset(ZoneOffset.UTC), PAGE);
    Tuple summaries = Tuple.of(sentBefore, today.minusDays(DAYS_OF_COUNTERS), PAGE);
    return pages(() -> count(NIGHTS.text(), nights))
        .chain(
            gone ->
                pages(() -> count("SELECT tidy_summaries($1, $2, $3) AS gone", summaries))
                    .map(more -> gone + more))
        .call(() -> pages(() -> count(CALLBACKS.text(), calls)))
        .call(
            () ->
                months(today)
                    .chain(
                        months ->
                            count(
                                "SELECT detach_ledger_months($1) AS gone",
                                Tuple.of(today.withDayOfMonth(1).minusMonths(months)))))
        .invoke(gone -> LOG.debugf("tidied %d rows", gone));
  }

  /** Never before the law of any creditor's country lets records go. */
  private Uni<Integer> months(LocalDate today) {
    return creditors
        .all()
        .map(
            all ->
                all.stream()
                    .mapToInt(creditor -> laws.monthsToKeep(creditor, today).orElse(0))
                    .reduce(ledgerMonths, Math::max));
  }

  private static Uni<Integer> pages(Supplier<Uni<? extends Integer>> page) {
    return Multi.createBy()
        .repeating()
        .uni(page)
        .whilst(gone -> gone >= PAGE)
        .select()
        .first(PAGES_AT_MOST)
        .collect()
        .with(Collectors.summingInt(gone -> gone));
  }

  private Uni<Integer> count(String statement, Tuple arguments) {
    return sql.acrossTenants(
        tx ->
            tx.first(statement, arguments, row -> row.getInteger(0)).map(found -> found.orElse(0)));
  }
}
