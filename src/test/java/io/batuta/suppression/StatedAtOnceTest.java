package io.batuta.suppression;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.batuta.portfolio.Creditor;
import io.batuta.postgres.Sql;
import io.batuta.testing.Await;
import io.batuta.testing.People;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.RepeatedTest;

/** Several people say something of the same debtors at the same moment, in different orders. */
@QuarkusTest
class StatedAtOnceTest {

  @Inject People people;
  @Inject Sql sql;
  @Inject Statuses statuses;

  @RepeatedTest(3)
  void all_are_heard_and_one_statement_of_each_stands() {
    Creditor bank = people.bank();
    for (String number : List.of("1", "2", "3")) {
      people.debtor(bank, number, LocalDate.parse("2026-10-01"));
    }
    List<Uni<LinesReport>> all = new ArrayList<>();
    for (String status : List.of("sued", "deceased", "insolvent", "disputed")) {
      List<StatusLine> lines =
          List.of(
              new StatusLine(1, "1", null, status, "x-1"),
              new StatusLine(2, "2", null, status, "x-2"),
              new StatusLine(3, "3", null, status, "x-3"));
      all.add(statuses.state(bank, lines, "ana", true));
      all.add(statuses.state(bank, lines.reversed(), "luis", true));
    }
    List<LinesReport> reports = Await.on(() -> Uni.join().all(all).andFailFast());
    assertEquals(24, reports.stream().mapToInt(r -> r.changed() + r.unchanged()).sum());
    assertEquals(
        3,
        Await.on(
                () ->
                    sql.asTenant(
                        bank.id().value(),
                        tx ->
                            tx.first(
                                "SELECT count(*)::int4 FROM stated_status WHERE creditor_id = $1 AND lifted_at IS NULL",
                                Tuple.of(bank.id().value()),
                                row -> row.getInteger(0))))
            .orElseThrow());
  }
}
