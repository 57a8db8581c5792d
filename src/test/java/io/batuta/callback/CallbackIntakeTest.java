package io.batuta.callback;

import static io.batuta.callback.Told.LATER;
import static io.batuta.callback.Told.body;
import static io.batuta.callback.Told.event;
import static io.batuta.callback.Told.next;
import static io.batuta.callback.Told.reply;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.batuta.callback.Answer.Stored;
import io.batuta.callback.Sent.Contact;
import io.batuta.portfolio.Channel;
import io.batuta.portfolio.Creditor;
import io.batuta.portfolio.DebtorId;
import io.batuta.testing.Await;
import io.batuta.testing.Clear;
import io.batuta.testing.People;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Each event once; what is kept, and what is not believed. */
@QuarkusTest
class CallbackIntakeTest {

  @Inject Told told;
  @Inject CallbackIntake intake;
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
  void a_report_is_counted_once_however_often_it_comes() {
    Contact contact = sms("SENT");
    JsonObject delivered = event(contact, "delivered", LATER);
    assertEquals(new Stored(1, 1, 1), told.take(delivered));
    assertEquals(new Stored(1, 0, 0), told.take(delivered));
    assertEquals(new Stored(2, 0, 0), told.take(delivered, delivered));
    assertEquals(List.of("delivered", "sent"), sent.facts(ana));
    assertEquals("SENT", sent.state(contact));
    assertEquals(1, clear.calls(delivered.getString("id")).size(), "a replay is not even kept");
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
    assertEquals(new Stored(1, 1, 0), told.take(of));
    assertEquals(
        new Stored(1, 1, 0),
        told.take(
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
        new Stored(1, 1, 0),
        told.take(event(contact, "delivered", LATER).put("messageId", "another")));
    sent.write(
        "UPDATE planned_contact SET provider = 'ses' WHERE contact_id = $1",
        Tuple.of(contact.id().value()));
    assertEquals(new Stored(1, 1, 0), told.take(event(contact, "delivered", LATER)));
    assertEquals(List.of("sent"), sent.facts(ana));
  }

  @Test
  void a_report_without_our_id_is_found_by_the_message() {
    Contact contact = sms("SENT");
    JsonObject delivered =
        event(contact, "delivered", LATER).put("messageId", "m-" + contact.id().value());
    delivered.remove("contact");
    assertEquals(new Stored(1, 1, 1), told.take(delivered));
  }

  @Test
  void a_dead_address_is_retired() {
    Contact contact = sms("SENT");
    told.take(
        event(contact, "failed", LATER).put("addressIsDead", true).put("code", "NoSuchNumber"));
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
  void what_cannot_be_read_is_kept_for_study() {
    String marker = "{\"no\":\"" + bank.code() + "\"";
    assertInstanceOf(
        Answer.Unreadable.class, told.takeBytes(marker.getBytes(StandardCharsets.UTF_8)));
    assertEquals(List.of("sandbox unreadable the body is not a JSON object"), clear.calls(marker));
  }

  @Test
  void an_event_of_another_time_is_not_believed() {
    Contact contact = sms("SENT");
    for (String time :
        List.of("1970-01-01T00:00:00Z", "2027-11-23T00:00:00Z", "+999999999-01-01T00:00:00Z")) {
      assertInstanceOf(
          Answer.Unreadable.class,
          told.take(event(contact, "delivered", LATER).put("occurredAt", time)));
    }
    assertEquals(List.of("sent"), sent.facts(ana));
  }

  @Test
  void fields_of_any_length_and_content_are_taken_without_trouble() {
    Contact contact = sms("SENT");
    JsonObject wild =
        reply(contact, "BAJA\u0000 " + "x".repeat(20_000), LATER)
            .put("id", "i\u0000".repeat(5_000) + next())
            .put("code", "call +573001234567 now");
    assertEquals(new Stored(1, 1, 1), told.take(wild));
    assertEquals(new Stored(1, 0, 0), told.take(wild));
    JsonObject failed = event(contact, "failed", LATER).put("code", "+573001234567");
    told.take(failed);
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

  private Contact sms(String state) {
    return sent.contact(bank, ana, Channel.SMS, state, "+57310" + (1_000_000 + next()));
  }
}
