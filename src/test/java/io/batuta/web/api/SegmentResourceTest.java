package io.batuta.web.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.batuta.portfolio.Creditor;
import io.batuta.segment.Segment;
import io.batuta.segment.SegmentBuilder;
import io.batuta.segment.SegmentStore;
import io.batuta.testing.Await;
import io.batuta.testing.People;
import io.batuta.web.api.SegmentResource.RuleJson;
import io.batuta.web.api.SegmentResource.SegmentJson;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class SegmentResourceTest {

  /** In Bogotá it is still the 22nd. */
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-23T03:00:00Z"), ZoneOffset.UTC);

  @Inject CreditorDoor door;
  @Inject SegmentBuilder builder;
  @Inject SegmentStore segments;
  @Inject People people;

  private SegmentResource resource;
  private Creditor bank;

  @BeforeEach
  void aBankWithOneDebtor() {
    resource = new SegmentResource(door, builder, segments, CLOCK);
    bank = people.bank();
    people.debtor(bank, "7", LocalDate.parse("2026-11-12"));
  }

  @Test
  void a_preview_takes_the_creditors_day_for_today() {
    var preview = Await.on(() -> resource.preview(bank.code(), new RuleJson("days_past_due = 10")));
    assertEquals(
        new SegmentResource.PreviewJson(1, new MoneyJson("1000.00", "COP"), List.of("7")), preview);
  }

  @Test
  void a_bad_rule_is_a_422_with_its_place() {
    Problem.Body body =
        problem(() -> resource.preview(bank.code(), new RuleJson("age > 3 AND ragion = 'x'")));
    assertEquals(422, body.status());
    assertEquals("/problems/bad-rule", body.type());
    assertEquals("unknown fact ragion; did you mean region?", body.detail());
    assertEquals(List.of(12, 6), List.of(body.position(), body.length()));
    assertEquals(422, problem(() -> resource.preview(bank.code(), null)).status());
    assertEquals(422, problem(() -> resource.preview(bank.code(), new RuleJson(null))).status());
  }

  @Test
  void a_segment_is_stored_changed_and_listed_and_a_bad_rule_changes_nothing() {
    put("preventive", "days_past_due BETWEEN -5 AND 0", "Before it is due");
    put("late", "days_past_due > 90", null);
    put("late", "days_past_due > 60", " Late ");
    assertThrows(Problem.class, () -> put("late", "days_past_due > ", null));
    Segment late = new Segment("late", "days_past_due > 60", "Late");
    assertEquals(late, Await.on(() -> resource.get(bank.code(), "late")));
    assertEquals(
        List.of("late", "preventive"),
        Await.on(() -> resource.list(bank.code(), "", 100)).stream().map(Segment::name).toList());
    assertEquals(List.of(late), Await.on(() -> resource.list(bank.code(), "", 1)));
    assertEquals(
        List.of("preventive"),
        Await.on(() -> resource.list(bank.code(), "late", 0)).stream().map(Segment::name).toList());
  }

  @Test
  void what_is_not_there_is_a_404() {
    assertEquals(404, problem(() -> resource.get(bank.code(), "nobody")).status());
    assertEquals(
        404, problem(() -> resource.preview("no-such-bank", new RuleJson("age > 3"))).status());
  }

  @Test
  void the_facts_are_listed_with_type_and_example() {
    List<FactResource.FactJson> facts = new FactResource().facts();
    assertTrue(
        facts.stream()
            .anyMatch(
                fact ->
                    fact.name().equals("days_past_due")
                        && fact.type().equals("NUMBER")
                        && "days".equals(fact.unit())));
    assertEquals("attribute.<column>", facts.getLast().name());
  }

  private void put(String name, String rule, String description) {
    Await.on(() -> resource.put(bank.code(), name, new SegmentJson(rule, description)));
  }

  private static <T> Problem.Body problem(
      java.util.function.Supplier<io.smallrye.mutiny.Uni<T>> call) {
    return assertThrows(Problem.class, () -> Await.on(call)).body();
  }
}
