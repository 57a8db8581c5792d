package io.batuta.callback;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.batuta.callback.Answer.Stored;
import io.batuta.callback.Sent.Contact;
import io.batuta.portfolio.Channel;
import io.batuta.portfolio.Creditor;
import io.batuta.portfolio.DebtorId;
import io.batuta.testing.Await;
import io.batuta.testing.People;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class CallbackIntakeTest {

  private static final AtomicInteger NEXT = new AtomicInteger();
  private static final Instant LATER = Instant.parse("2026-11-23T14:00:00Z");

  @Inject CallbackIntake intake;
  @Inject WaitingReports waiting;
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
  void a_report_is_counted_once_however_often_it_comes() {
    Contact contact = sms("SENT");
    JsonObject delivered = event(contact, "delivered", LATER);
    assertEquals(new Stored(1, 1, 1), take(delivered));
    assertEquals(new Stored(1, 0, 0), take(delivered));
    assertEquals(new Stored(2, 0, 0), take(delivered, delivered));
    assertEquals(List.of("delivered", "sent"), sent.facts(ana));
    assertEquals("SENT", sent.state(contact));
    assertEquals(
        List.of("1"),
        sent.ask(
            "SELECT count(*) FROM callback_body b WHERE position($1::text::bytea in b.body) > 0",
            delivered.getString("id")),
        "a replay is not even kept");
  }

  @Test
  void the_same_report_at_the_same_moment_is_counted_once() {
    Contact contact = sms("SENT");
    JsonObject delivered = event(contact, "delivered", LATER);
    byte[] body = body(delivered);
    List<Uni<Answer>> calls = new ArrayList<>();
    for (int i = 0; i < 16; i++) {
      calls.add(intake.acceptTrusted("sandbox", body, Sent.NOW));
    }
    List<Answer> answers = Await.on(() -> Uni.join().all(calls).andFailFast());
    assertEquals(1, answers.stream().mapToInt(a -> ((Stored) a).fresh()).sum());
    assertEquals(List.of("delivered", "sent"), sent.facts(ana));
  }

  @Test
  void a_report_on_a_contact_nobody_sent_is_kept_and_changes_nothing() {
    Contact planned = sms("PLANNED");
    JsonObject of = event(planned, "delivered", LATER);
    assertEquals(new Stored(1, 1, 0), take(of));
    assertEquals(
        new Stored(1, 1, 0),
        take(
            event(planned, "delivered", LATER)
                .put("contact", "00000000-0000-8000-8000-00000000dead")));
    assertEquals(List.of(), sent.facts(ana));
    assertEquals(
        List.of("contact"),
        sent.ask("SELECT waits_for FROM callback_event WHERE event_id = $1", of.getString("id")));
  }

  @Test
  void a_report_cannot_name_the_contact_of_another_provider_or_message() {
    Contact contact = sms("SENT");
    assertEquals(
        new Stored(1, 1, 0), take(event(contact, "delivered", LATER).put("messageId", "another")));
    sent.write(
        "UPDATE planned_contact SET provider = 'ses' WHERE contact_id = $1",
        Tuple.of(contact.id().value()));
    assertEquals(new Stored(1, 1, 0), take(event(contact, "delivered", LATER)));
    assertEquals(List.of("sent"), sent.facts(ana));
  }

  @Test
  void a_report_without_our_id_is_found_by_the_message() {
    Contact contact = sms("SENT");
    JsonObject delivered =
        event(contact, "delivered", LATER).put("messageId", "m-" + contact.id().value());
    delivered.remove("contact");
    assertEquals(new Stored(1, 1, 1), take(delivered));
  }

  @Test
  void a_report_that_overtakes_its_send_waits_for_it() {
    Contact contact = sms("SENDING");
    assertEquals(new Stored(1, 1, 0), take(event(contact, "delivered", LATER)));
    match();
    assertEquals(List.of(), sent.facts(ana));
    sent.commitSent(contact);
    match();
    match();
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
    take(event(contact, "failed", LATER));
    assertEquals("SENT", sent.state(contact));
    assertEquals(List.of("failed", "sent", "uncertain"), sent.facts(ana));
    assertEquals(
        List.of("1"),
        sent.ask("SELECT attempts FROM contact_day WHERE debtor_id = $1", ana.value()),
        "one attempt, not two");
  }

  @Test
  void a_dead_address_is_retired() {
    Contact contact = sms("SENT");
    take(event(contact, "failed", LATER).put("addressIsDead", true).put("code", "NoSuchNumber"));
    assertEquals(
        List.of("dead"),
        sent.ask("SELECT status FROM contact_point WHERE contact_point_id = $1", contact.point()));
    assertEquals(
        List.of("ADDRESS_DEAD NoSuchNumber"),
        sent.ask(
            "SELECT reason, detail->>'code' FROM contact_fact WHERE debtor_id = $1 AND kind = 'failed'",
            ana.value()));
  }

  @Test
  void a_complaint_silences_the_address_for_everybody_who_shares_it() {
    Contact contact = sent.contact(bank, ana, Channel.EMAIL, "SENT", "shared@example.com");
    DebtorId bea = people.debtor(bank, "2", Sent.NIGHT);
    Contact planned = sent.contact(bank, bea, Channel.EMAIL, "PLANNED", "shared@example.com");
    JsonObject complained = event(contact, "complained", LATER);
    take(complained);
    take(complained);
    take(event(contact, "complained", LATER.plusSeconds(1)));
    assertEquals("CLOSED", sent.state(contact));
    assertEquals("CANCELLED", sent.state(planned));
    assertEquals(
        List.of("EMAIL complaint"),
        sent.ask("SELECT channel, source FROM opt_out WHERE creditor_id = $1", bank.id().value()));
    assertEquals(
        List.of("closed", "complained", "complained", "opted_out", "sent"), sent.facts(ana));
    assertEquals(List.of("cancelled", "opted_out"), sent.facts(bea));
  }

  @Test
  void stop_is_heard_and_ends_what_is_on_its_way() {
    Contact contact = sms("SENT");
    take(reply(contact, "BAJA por favor", LATER));
    assertEquals("CLOSED", sent.state(contact));
    assertEquals(
        List.of("SMS reply " + ana.value()),
        sent.ask(
            "SELECT channel, source, debtor_id FROM opt_out WHERE creditor_id = $1",
            bank.id().value()));
    assertEquals(List.of("closed", "opted_out", "replied", "sent"), sent.facts(ana));
    assertEquals(
        List.of("in SMS BAJA por favor"),
        sent.ask("SELECT direction, channel, text FROM words WHERE debtor_id = $1", ana.value()));
    assertEquals(
        List.of("null"),
        sent.ask("SELECT words FROM callback_event WHERE contact_id = $1", contact.id().value()),
        "the words stand in one place");
  }

  @Test
  void a_promise_is_opened_and_the_last_said_stands_whichever_comes_first() {
    Contact contact = sms("SENT");
    take(reply(contact, "mejor pago el 30, 80 mil", LATER.plusSeconds(60)));
    take(reply(contact, "pago el viernes", LATER));
    assertEquals(
        List.of("open 2026-11-30 8000000 COP", "replaced 2026-11-27 null null"),
        sent.ask(
            "SELECT state, due_on, amount_minor, currency FROM promise WHERE debtor_id = $1 ORDER BY 1",
            ana.value()));
    assertEquals(
        List.of("2026-11-30"),
        sent.ask("SELECT promise_due_on FROM contact_history WHERE debtor_id = $1", ana.value()));
    take(reply(contact, "pago mañana", LATER.plusSeconds(120)));
    assertEquals(
        List.of("2026-11-24"),
        sent.ask(
            "SELECT due_on FROM promise WHERE debtor_id = $1 AND state = 'open'", ana.value()));
  }

  @Test
  void a_claim_a_dispute_and_a_wrong_person_each_leave_their_mark() {
    Contact contact = sms("SENT");
    take(
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
    assertEquals(new Stored(1, 1, 1), take(loose(contact.address(), "ya pagué")));
    assertTrue(sent.facts(ana).contains("payment_claimed"));
  }

  @Test
  void a_reply_from_a_shared_phone_or_a_stranger_is_left_to_a_person() {
    Contact contact = sms("SENT");
    DebtorId bea = people.debtor(bank, "2", Sent.NIGHT);
    sent.contact(bank, bea, Channel.SMS, "SENT", contact.address());
    JsonObject shared = loose(contact.address(), "ya pagué");
    JsonObject stranger = loose("+573990000" + NEXT.incrementAndGet(), "hola");
    assertEquals(new Stored(2, 2, 0), take(shared, stranger));
    match();
    for (JsonObject reply : List.of(shared, stranger)) {
      assertEquals(
          List.of("person " + reply.getString("text")),
          sent.ask(
              "SELECT waits_for, words FROM callback_event WHERE event_id = $1",
              reply.getString("id")));
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
    assertEquals(new Stored(1, 1, 0), take(stop));
    assertEquals(new Stored(1, 0, 0), take(stop));
    assertEquals("CANCELLED", sent.state(planned));
    for (DebtorId who : List.of(ana, bea, carla)) {
      assertTrue(sent.facts(who).contains("opted_out"), "opted out: " + sent.facts(who));
    }
  }

  @Test
  void what_cannot_be_read_is_kept_for_study() {
    String marker = "{\"no\":\"" + bank.code() + "\"";
    assertInstanceOf(Answer.Unreadable.class, takeBytes(marker.getBytes(StandardCharsets.UTF_8)));
    assertEquals(
        List.of("sandbox unreadable the body is not a JSON object"),
        sent.ask(
            "SELECT provider, state, why FROM callback_body WHERE body = $1::text::bytea", marker));
  }

  @Test
  void an_event_of_another_time_is_not_believed() {
    Contact contact = sms("SENT");
    for (String time :
        List.of("1970-01-01T00:00:00Z", "2027-11-23T00:00:00Z", "+999999999-01-01T00:00:00Z")) {
      assertInstanceOf(
          Answer.Unreadable.class,
          take(event(contact, "delivered", LATER).put("occurredAt", time)));
    }
    assertEquals(List.of("sent"), sent.facts(ana));
  }

  @Test
  void fields_of_any_length_and_content_are_taken_without_trouble() {
    Contact contact = sms("SENT");
    JsonObject wild =
        reply(contact, "BAJA\u0000 " + "x".repeat(20_000), LATER)
            .put("id", "i\u0000".repeat(5_000) + NEXT.incrementAndGet())
            .put("code", "call +573001234567 now");
    assertEquals(new Stored(1, 1, 1), take(wild));
    assertEquals(new Stored(1, 0, 0), take(wild));
    JsonObject failed = event(contact, "failed", LATER).put("code", "+573001234567");
    take(failed);
    assertEquals(
        List.of("other"),
        sent.ask(
            "SELECT detail->>'code' FROM contact_fact WHERE debtor_id = $1 AND kind = 'failed'",
            ana.value()),
        "no number gets into the ledger by way of a code");
  }

  @Test
  void nobody_answers_at_an_unknown_path() {
    assertEquals(
        new Answer.UnknownPath(),
        Await.on(() -> intake.acceptTrusted("nowhere", new byte[0], Sent.NOW)));
  }

  /** One debtor's story, told in an order of its own; what is left of it, in words that compare. */
  private List<String> shuffled(int seed, String from) {
    DebtorId debtor =
        people.debtor(bank, Integer.toString(NEXT.incrementAndGet() + 1000), Sent.NIGHT);
    Contact contact =
        sent.contact(bank, debtor, Channel.SMS, from, "+57311" + NEXT.incrementAndGet());
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
    events.forEach(event -> steps.add(() -> take(event)));
    if (from.equals("SENDING")) {
      steps.add(() -> sent.commitSent(contact));
    }
    Collections.shuffle(steps, new Random(seed));
    steps.forEach(Runnable::run);
    match();
    return sent.everything(debtor);
  }

  private Contact sms(String state) {
    return sent.contact(
        bank, ana, Channel.SMS, state, "+57310" + (1_000_000 + NEXT.incrementAndGet()));
  }

  private static JsonObject event(Contact contact, String type, Instant at) {
    return new JsonObject()
        .put("id", "e-" + ProcessHandle.current().pid() + "-" + NEXT.incrementAndGet())
        .put("type", type)
        .put("channel", contact.channel().name())
        .put("contact", contact.id().value().toString())
        .put("occurredAt", at.toString());
  }

  private static JsonObject reply(Contact contact, String text, Instant at) {
    return event(contact, "replied", at).put("from", contact.address()).put("text", text);
  }

  private static JsonObject loose(String from, String text) {
    return new JsonObject()
        .put("id", "e-" + ProcessHandle.current().pid() + "-" + NEXT.incrementAndGet())
        .put("type", "replied")
        .put("channel", "SMS")
        .put("from", from)
        .put("text", text)
        .put("occurredAt", LATER.toString());
  }

  private void match() {
    Await.on(() -> waiting.match(Sent.NOW));
  }

  private Answer take(JsonObject... events) {
    return takeBytes(body(events));
  }

  private static byte[] body(JsonObject... events) {
    return new JsonObject()
        .put("events", new JsonArray(List.of(events)))
        .encode()
        .getBytes(StandardCharsets.UTF_8);
  }

  private Answer takeBytes(byte[] body) {
    return Await.on(() -> intake.acceptTrusted("sandbox", body, Sent.NOW));
  }
}
