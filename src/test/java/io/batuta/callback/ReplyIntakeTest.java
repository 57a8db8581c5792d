package io.batuta.callback;

import static io.batuta.callback.Told.LATER;
import static io.batuta.callback.Told.event;
import static io.batuta.callback.Told.loose;
import static io.batuta.callback.Told.next;
import static io.batuta.callback.Told.reply;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.batuta.callback.Answer.Stored;
import io.batuta.callback.Sent.Contact;
import io.batuta.portfolio.Channel;
import io.batuta.portfolio.Creditor;
import io.batuta.portfolio.DebtorId;
import io.batuta.testing.Clear;
import io.batuta.testing.People;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What people answer, and what follows from it. */
@QuarkusTest
class ReplyIntakeTest {

  @Inject Told told;
  @Inject People people;
  @Inject Clear clear;
  @Inject Sent sent;

  private Creditor bank;
  private DebtorId ana;

  @BeforeEach
  void a_bank_with_one_debtor() {
    bank = people.bank();
    ana = people.debtor(bank, "1", Sent.NIGHT);
  }

  @Test
  void a_complaint_silences_the_address_for_everybody_who_shares_it() {
    Contact contact = sent.contact(bank, ana, Channel.EMAIL, "SENT", "shared@example.com");
    DebtorId bea = people.debtor(bank, "2", Sent.NIGHT);
    Contact planned = sent.contact(bank, bea, Channel.EMAIL, "PLANNED", "shared@example.com");
    JsonObject complained = event(contact, "complained", LATER);
    told.take(complained);
    told.take(complained);
    told.take(event(contact, "complained", LATER.plusSeconds(1)));
    assertEquals("CLOSED", sent.state(contact));
    assertEquals("CANCELLED", sent.state(planned));
    assertEquals(
        List.of("EMAIL complaint"),
        sent.ask("SELECT channel, source FROM opt_out WHERE creditor_id = $1", bank.id().value()));
    assertEquals(
        List.of("closed", "complained", "complained", "opted_out", "opted_out", "sent"),
        sent.facts(ana));
    assertEquals(List.of("cancelled", "opted_out", "opted_out"), sent.facts(bea));
  }

  @Test
  void stop_is_heard_and_ends_what_is_on_its_way() {
    Contact contact = sms("SENT");
    told.take(reply(contact, "BAJA por favor", LATER));
    assertEquals("CLOSED", sent.state(contact));
    assertEquals(
        List.of("SMS reply " + ana.value()),
        sent.ask(
            "SELECT channel, source, debtor_id FROM opt_out WHERE creditor_id = $1",
            bank.id().value()));
    assertEquals(List.of("closed", "opted_out", "replied", "sent"), sent.facts(ana));
    assertEquals(List.of("in SMS BAJA por favor"), clear.words(ana));
    assertEquals(
        List.of("null"),
        sent.ask(
            "SELECT encrypted_words FROM callback_event WHERE contact_id = $1",
            contact.id().value()),
        "the words stand in one place");
  }

  @Test
  void a_promise_is_opened_and_the_last_said_stands_whichever_comes_first() {
    Contact contact = sms("SENT");
    told.take(reply(contact, "mejor pago el 30, 80 mil", LATER.plusSeconds(60)));
    told.take(reply(contact, "pago el viernes", LATER));
    assertEquals(
        List.of("open 2026-11-30 8000000 COP", "replaced 2026-11-27 null null"),
        sent.ask(
            "SELECT state, due_on, amount_minor, currency FROM promise WHERE debtor_id = $1 ORDER BY 1",
            ana.value()));
    assertEquals(
        List.of("2026-11-30"),
        sent.ask("SELECT promise_due_on FROM contact_history WHERE debtor_id = $1", ana.value()));
    told.take(reply(contact, "pago mañana", LATER.plusSeconds(120)));
    assertEquals(
        List.of("2026-11-24"),
        sent.ask(
            "SELECT due_on FROM promise WHERE debtor_id = $1 AND state = 'open'", ana.value()));
  }

  @Test
  void a_claim_a_dispute_and_a_wrong_person_each_leave_their_mark() {
    Contact contact = sms("SENT");
    told.take(
        reply(contact, "ya pagué", LATER),
        reply(contact, "no debo nada", LATER),
        reply(contact, "no soy yo", LATER));
    assertEquals(
        List.of("closed", "disputed", "payment_claimed", "replied", "replied", "replied", "sent"),
        sent.facts(ana));
    assertEquals(
        List.of("wrong_person"),
        sent.ask("SELECT status FROM contact_point WHERE contact_point_id = $1", contact.point()));
  }

  @Test
  void a_reply_without_context_is_placed_by_who_wrote_it() {
    Contact contact = sms("SENT");
    assertEquals(new Stored(1, 1, 1), told.take(loose(contact.address(), "ya pagué")));
    assertTrue(sent.facts(ana).contains("payment_claimed"));
  }

  @Test
  void a_reply_from_a_shared_phone_or_a_stranger_is_left_to_a_person() {
    Contact contact = sms("SENT");
    DebtorId bea = people.debtor(bank, "2", Sent.NIGHT);
    sent.contact(bank, bea, Channel.SMS, "SENT", contact.address());
    JsonObject shared = loose(contact.address(), "ya pagué");
    JsonObject stranger = loose("+573990000" + next(), "hola");
    assertEquals(new Stored(2, 2, 0), told.take(shared, stranger));
    told.match();
    for (JsonObject reply : List.of(shared, stranger)) {
      assertEquals(
          List.of("person"),
          sent.ask(
              "SELECT waits_for FROM callback_event WHERE event_id = $1", reply.getString("id")));
      assertEquals(reply.getString("text"), clear.waiting(reply.getString("id")));
    }
    assertEquals(List.of("sent"), sent.facts(ana));
    assertEquals(List.of("sent"), sent.facts(bea));
  }

  @Test
  void a_stop_from_a_shared_phone_silences_it_for_all_who_share_it_whoever_said_it() {
    Contact contact = sms("SENT");
    DebtorId bea = people.debtor(bank, "2", Sent.NIGHT);
    Contact planned = sent.contact(bank, bea, Channel.SMS, "PLANNED", contact.address());
    DebtorId carla = people.debtor(bank, "3", Sent.NIGHT);
    sent.contact(bank, carla, Channel.SMS, "SENT", contact.address());
    JsonObject stop = loose(contact.address(), "BAJA");
    assertEquals(new Stored(1, 1, 0), told.take(stop));
    assertEquals(new Stored(1, 0, 0), told.take(stop));
    assertEquals("CANCELLED", sent.state(planned));
    for (DebtorId who : List.of(ana, bea, carla)) {
      assertTrue(sent.facts(who).contains("opted_out"), "opted out: " + sent.facts(who));
    }
  }

  private Contact sms(String state) {
    return sent.contact(bank, ana, Channel.SMS, state, "+57310" + (1_000_000 + next()));
  }
}
