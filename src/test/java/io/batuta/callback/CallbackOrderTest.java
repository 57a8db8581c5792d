package io.batuta.callback;

import static io.batuta.callback.Told.LATER;
import static io.batuta.callback.Told.event;
import static io.batuta.callback.Told.next;
import static io.batuta.callback.Told.reply;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.batuta.callback.Answer.Stored;
import io.batuta.callback.Sent.Contact;
import io.batuta.portfolio.Channel;
import io.batuta.portfolio.Creditor;
import io.batuta.portfolio.DebtorId;
import io.batuta.testing.People;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Reports overtake their send and each other; the state they lead to is the same. */
@QuarkusTest
class CallbackOrderTest {

  @Inject Told told;
  @Inject People people;
  @Inject Sent sent;

  private Creditor bank;
  private DebtorId ana;

  @BeforeEach
  void a_bank_with_one_debtor() {
    bank = people.bank();
    ana = people.debtor(bank, "1", Sent.NIGHT);
  }

  @Test
  void a_report_that_overtakes_its_send_waits_for_it() {
    Contact contact = sms("SENDING");
    assertEquals(new Stored(1, 1, 0), told.take(event(contact, "delivered", LATER)));
    told.match();
    assertEquals(List.of(), sent.facts(ana));
    sent.commitSent(contact);
    told.match();
    told.match();
    assertEquals(List.of("delivered", "sent"), sent.facts(ana));
  }

  @Test
  void reports_in_any_order_any_number_of_times_come_to_the_same_state() {
    List<String> first = null;
    for (int seed = 1; seed <= 12; seed++) {
      List<String> state = shuffled(seed, "SENDING");
      first = first == null ? state : first;
      assertEquals(first, state, "seed " + seed);
    }
    assertTrue(
        first.contains("CLOSED REPLIED 2026-11-23T13:00Z 2026-11-24T13:00Z"), first.toString());
  }

  @Test
  void an_uncertain_contact_is_settled_the_same_way_by_reports_in_any_order() {
    List<String> first = null;
    for (int seed = 1; seed <= 8; seed++) {
      List<String> state = shuffled(seed, "UNCERTAIN");
      first = first == null ? state : first;
      assertEquals(first, state, "seed " + seed);
    }
    assertTrue(first.stream().anyMatch(row -> row.startsWith("sent SMS")), first.toString());
  }

  @Test
  void an_uncertain_contact_that_failed_has_left_and_may_move_on() {
    Contact contact = sms("UNCERTAIN");
    told.take(event(contact, "failed", LATER));
    assertEquals("SENT", sent.state(contact));
    assertEquals(List.of("failed", "sent", "uncertain"), sent.facts(ana));
    assertEquals(
        List.of("1"),
        sent.ask("SELECT attempts FROM contact_day WHERE debtor_id = $1", ana.value()),
        "one attempt, not two");
  }

  /** One debtor's story, told in an order of its own; what is left of it, in words that compare. */
  private List<String> shuffled(int seed, String from) {
    DebtorId debtor = people.debtor(bank, Integer.toString(next() + 1000), Sent.NIGHT);
    Contact contact = sent.contact(bank, debtor, Channel.SMS, from, "+57311" + next());
    List<JsonObject> events = new ArrayList<>();
    events.add(event(contact, "accepted", LATER));
    events.add(event(contact, "delivered", LATER.plusSeconds(10)));
    events.add(event(contact, "delivered", LATER.plusSeconds(12)));
    events.add(event(contact, "read", LATER.plusSeconds(20)));
    events.add(event(contact, "clicked", LATER.plusSeconds(30)));
    events.add(event(contact, "failed", LATER.plusSeconds(5)).put("code", "Transient"));
    events.add(reply(contact, "gracias", LATER.plusSeconds(60)));
    events.addAll(List.copyOf(events));
    List<Runnable> steps = new ArrayList<>();
    events.forEach(event -> steps.add(() -> told.take(event)));
    if (from.equals("SENDING")) {
      steps.add(() -> sent.commitSent(contact));
    }
    Collections.shuffle(steps, new Random(seed));
    steps.forEach(Runnable::run);
    told.match();
    return sent.everything(debtor);
  }

  private Contact sms(String state) {
    return sent.contact(bank, ana, Channel.SMS, state, "+57310" + (1_000_000 + next()));
  }
}
