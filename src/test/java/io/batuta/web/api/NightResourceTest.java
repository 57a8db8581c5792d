package io.batuta.web.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.batuta.campaign.Night;
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
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
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

  private NightResource resource;

  @BeforeEach
  void open() {
    resource = new NightResource(door, nights, night, SUNDAY);
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
