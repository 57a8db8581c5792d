package io.batuta.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.batuta.portfolio.Creditor;
import io.batuta.portfolio.DebtorId;
import io.batuta.postgres.Sql;
import io.batuta.testing.Await;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.TreeMap;

/** The summary of a debtor built again from the facts, in Java, beside the one that is kept. */
final class Rebuilt {

  private static final ZoneId BOGOTA = ZoneId.of("America/Bogota");

  private final Sql sql;

  Rebuilt(Sql sql) {
    this.sql = sql;
  }

  /** Fails where the summaries of a debtor are not what the facts come to. */
  void assertSame(Creditor bank, DebtorId debtor, String where) {
    assertEquals(daysFromFacts(bank, debtor), daysKept(bank, debtor), "days, " + where);
    assertEquals(historyFromFacts(bank, debtor), historyKept(bank, debtor), "history, " + where);
  }

  private record Told(
      FactKind kind, String contact, String channel, Long point, Instant at, LocalDate dueOn) {}

  private List<Told> told(Creditor bank, DebtorId debtor) {
    return Await.on(
        () ->
            sql.asTenant(
                bank.id().value(),
                tx ->
                    tx.list(
                        "SELECT kind, contact_id::text, channel, contact_point_id, occurred_at, due_on"
                            + " FROM contact_fact WHERE debtor_id = $1 ORDER BY occurred_at",
                        Tuple.of(debtor.value()),
                        row ->
                            new Told(
                                FactKind.ofTag(row.getString(0)),
                                row.getString(1),
                                row.getString(2),
                                row.getLong(3),
                                row.getOffsetDateTime(4).toInstant(),
                                row.getLocalDate(5)))));
  }

  private String daysFromFacts(Creditor bank, DebtorId debtor) {
    TreeMap<String, int[]> days = new TreeMap<>();
    List<Told> told = told(bank, debtor);
    told.stream()
        .filter(t -> t.contact() != null)
        .map(Told::contact)
        .distinct()
        .forEach(
            contact -> {
              List<Told> its = told.stream().filter(t -> contact.equals(t.contact())).toList();
              boolean returned = its.stream().anyMatch(t -> t.kind() == FactKind.NOT_SENT);
              its.stream()
                  .filter(t -> t.kind() == FactKind.SENT || t.kind() == FactKind.UNCERTAIN)
                  .findFirst()
                  .filter(t -> !returned)
                  .ifPresent(t -> count(days, t)[0]++);
              its.stream()
                  .filter(t -> t.kind() == FactKind.DELIVERED || t.kind() == FactKind.READ)
                  .findFirst()
                  .ifPresent(t -> count(days, t)[1]++);
              its.stream()
                  .filter(t -> t.kind() == FactKind.REPLIED)
                  .forEach(t -> count(days, t)[2]++);
            });
    StringBuilder text = new StringBuilder();
    days.forEach(
        (day, n) ->
            text.append(day)
                .append(' ')
                .append(n[0])
                .append(' ')
                .append(n[1])
                .append(' ')
                .append(n[2])
                .append('\n'));
    return text.toString();
  }

  private static int[] count(TreeMap<String, int[]> days, Told told) {
    return days.computeIfAbsent(
        told.at().atZone(BOGOTA).toLocalDate() + " " + told.channel(), day -> new int[3]);
  }

  private String daysKept(Creditor bank, DebtorId debtor) {
    List<String> lines =
        Await.on(
            () ->
                sql.asTenant(
                    bank.id().value(),
                    tx ->
                        tx.list(
                            "SELECT day || ' ' || channel || ' ' || attempts || ' ' || delivered || ' ' || two_way || E'\\n'"
                                + " FROM contact_day WHERE debtor_id = $1 AND (attempts, delivered, two_way) <> (0, 0, 0)"
                                + " ORDER BY day, channel COLLATE \"C\"",
                            Tuple.of(debtor.value()),
                            row -> row.getString(0))));
    return String.join("", lines);
  }

  private String historyFromFacts(Creditor bank, DebtorId debtor) {
    Instant attempt = null;
    Instant twoWay = null;
    Instant paid = null;
    Instant promised = null;
    LocalDate due = null;
    Instant closed = null;
    for (Told t : told(bank, debtor)) {
      switch (t.kind()) {
        case SENT, UNCERTAIN -> attempt = t.at();
        case REPLIED -> twoWay = t.at();
        case PAID -> paid = t.at();
        case PROMISE_MADE -> {
          promised = t.at();
          due = t.dueOn();
        }
        case PROMISE_KEPT -> closed = t.at();
        default -> {}
      }
    }
    boolean open = promised != null && (closed == null || closed.isBefore(promised));
    return attempt + " " + twoWay + " " + paid + " " + (open ? due : null);
  }

  private String historyKept(Creditor bank, DebtorId debtor) {
    return Await.on(
            () ->
                sql.asTenant(
                    bank.id().value(),
                    tx ->
                        tx.first(
                            """
                            SELECT last_attempt_at, last_two_way_at, last_paid_at,
                              CASE WHEN promise_closed_at IS NULL OR promise_closed_at < promise_made_at
                                THEN promise_due_on END
                            FROM contact_history WHERE debtor_id = $1
                            """,
                            Tuple.of(debtor.value()),
                            row ->
                                instant(row.getOffsetDateTime(0))
                                    + " "
                                    + instant(row.getOffsetDateTime(1))
                                    + " "
                                    + instant(row.getOffsetDateTime(2))
                                    + " "
                                    + row.getLocalDate(3))))
        .orElseThrow();
  }

  private static Instant instant(java.time.OffsetDateTime time) {
    return time == null ? null : time.toInstant();
  }
}
