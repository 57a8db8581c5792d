package io.batuta.web.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.batuta.campaign.Approvals;
import io.batuta.campaign.Night;
import io.batuta.campaign.NightOrder;
import io.batuta.campaign.NightOrders;
import io.batuta.campaign.NightQueue;
import io.batuta.campaign.UnderFakeLaw;
import io.batuta.portfolio.Creditor;
import io.batuta.testing.Await;
import io.batuta.testing.People;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The resource itself, without the guard at the door. */
@QuarkusTest
@TestProfile(UnderFakeLaw.class)
class NightResourceTest {

  private static final Clock SUNDAY =
      Clock.fixed(Instant.parse("2026-11-22T20:00:00Z"), ZoneOffset.UTC);

  @Inject CreditorDoor door;
  @Inject NightsUnderWay nights;
  @Inject Night night;
  @Inject People people;
  @Inject Approvals approvals;

  private NightResource resource;

  @BeforeEach
  void open() {
    resource = new NightResource(door, nights, night, approvals, new Caller(), SUNDAY);
  }

  @Test
  void a_night_is_started_and_then_tells_how_far_it_is() {
    Creditor bank = people.bank();
    Response first = started(bank, false);
    assertEquals(202, first.getStatus());
    String path = "/api/v1/creditors/" + bank.code() + "/nights/2026-11-23";
    assertTrue(first.getLocation().toString().endsWith(path), first.getLocation().toString());
    assertEquals(first.getLocation(), started(bank, false).getLocation());
    NightJson report = reportOnceIn(bank, Set.of("planned"), false);
    assertEquals(0, report.members());
    assertEquals(new MoneyJson("0.00", "COP"), report.cost());
  }

  @Test
  void a_mistyped_date_plans_nothing() {
    Creditor bank = people.bank();
    for (String date : List.of("2026-11-21", "2027-11-23", "9999-12-31")) {
      Problem refused =
          assertThrows(
              Problem.class, () -> Await.on(() -> resource.start(bank.code(), date, false)), date);
      assertEquals(422, refused.body().status());
    }
  }

  @Test
  void a_trial_has_its_own_place_and_leaves_no_night() {
    Creditor bank = people.bank();
    String location = started(bank, true).getLocation().toString();
    assertTrue(location.endsWith("/nights/2026-11-23?dryRun=true"), location);
    assertEquals("tried", reportOnceIn(bank, Set.of("tried", "failed"), true).state());
    assertEquals(404, problem(bank.code(), "2026-11-23"));
  }

  @Test
  void what_is_not_there_is_a_404_and_what_is_no_date_a_422() {
    assertEquals(404, problem("nobody", "2026-11-23"));
    assertEquals(404, problem(people.bank().code(), "2026-11-23"));
    assertEquals(422, problem(people.bank().code(), "23-11-2026"));
  }

  @Test
  void where_there_is_a_queue_the_night_is_ordered_and_found_at_once() {
    Creditor bank = people.bank();
    List<NightOrder> sent = new ArrayList<>();
    resource = withQueue(orders -> Uni.createFrom().voidItem().invoke(() -> sent.addAll(orders)));
    assertEquals(202, started(bank, false).getStatus());
    assertEquals(202, started(bank, true).getStatus());
    LocalDate monday = LocalDate.parse("2026-11-23");
    assertEquals(
        List.of(
            new NightOrder(bank.code(), monday, null, 4, false),
            new NightOrder(bank.code(), monday, null, 4, true)),
        sent);
    assertEquals("cutting", reportOnceIn(bank, Set.of("cutting"), false).state());
    assertEquals("trying", reportOnceIn(bank, Set.of("trying"), true).state());
    assertEquals(0, Await.on(() -> night.run(bank, monday, 4)).members());
    assertEquals("planned", reportOnceIn(bank, Set.of("planned"), false).state());
  }

  @Test
  void a_queue_that_takes_nothing_is_told_as_such() {
    Creditor bank = people.bank();
    resource =
        withQueue(orders -> Uni.createFrom().failure(new NightQueue.Unreachable("no route")));
    Problem refused = assertThrows(Problem.class, () -> started(bank, false));
    assertEquals(503, refused.body().status());
  }

  private NightResource withQueue(Function<List<NightOrder>, Uni<Void>> send) {
    NightQueue queue =
        new NightQueue() {
          @Override
          public boolean isThere() {
            return true;
          }

          @Override
          public Uni<Void> send(List<NightOrder> orders) {
            return send.apply(orders);
          }
        };
    NightOrders orders = new NightOrders(SUNDAY, night, queue);
    return new NightResource(
        door, new NightsUnderWay(night, orders, 4), night, approvals, new Caller(), SUNDAY);
  }

  private Response started(Creditor bank, boolean dryRun) {
    return Await.on(() -> resource.start(bank.code(), "2026-11-23", dryRun));
  }

  private int problem(String creditor, String date) {
    return assertThrows(Problem.class, () -> Await.on(() -> resource.report(creditor, date, false)))
        .body()
        .status();
  }

  /**
   * Asks until the night says one of these words, as whoever polls it does; half a minute at most.
   */
  private NightJson reportOnceIn(Creditor bank, Set<String> states, boolean dryRun) {
    return Await.on(
        () ->
            Uni.createFrom()
                .deferred(() -> resource.report(bank.code(), "2026-11-23", dryRun))
                .map(
                    report -> {
                      if (!states.contains(report.state())) {
                        throw new IllegalStateException("still " + report.state());
                      }
                      return report;
                    })
                .onFailure()
                .retry()
                .withBackOff(Duration.ofMillis(20), Duration.ofMillis(200))
                .expireIn(30_000));
  }
}
