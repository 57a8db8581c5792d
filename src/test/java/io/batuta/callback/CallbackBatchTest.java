package io.batuta.callback;

import static io.batuta.callback.Told.LATER;
import static io.batuta.callback.Told.body;
import static io.batuta.callback.Told.event;
import static io.batuta.callback.Told.next;
import static io.batuta.callback.Told.reply;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.batuta.callback.Answer.Stored;
import io.batuta.callback.Sent.Contact;
import io.batuta.channel.CallbackReader;
import io.batuta.channel.CallbackReading.Events;
import io.batuta.channel.RawCallback;
import io.batuta.portfolio.Channel;
import io.batuta.portfolio.Creditor;
import io.batuta.portfolio.DebtorId;
import io.batuta.postgres.Sql;
import io.batuta.postgres.SqlFile;
import io.batuta.privacy.AddressHash;
import io.batuta.testing.Await;
import io.batuta.testing.Clear;
import io.batuta.testing.People;
import io.quarkus.arc.All;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Many calls in one transaction: each keeps its promises as if it were alone. */
@QuarkusTest
class CallbackBatchTest {

  @Inject CallbackIntake intake;
  @Inject PlainReports plain;
  @Inject WeightyReports weighty;
  @Inject Sql sql;
  @Inject AddressHash hash;
  @Inject Told told;
  @Inject People people;
  @Inject Clear clear;
  @Inject Sent sent;

  @Inject @All List<CallbackReader> readers;

  private Creditor bank;

  @BeforeEach
  void a_bank() {
    bank = people.bank();
  }

  @Test
  void a_batch_of_several_creditors_gives_each_call_its_own_answer() {
    Contact ana = sms(bank, "SENT");
    Contact bea = sms(people.bank(), "SENT");
    Contact planned = sms(bank, "PLANNED");
    JsonObject delivered = event(ana, "delivered", LATER);
    List<Answer> answers =
        Await.on(
            () ->
                plain.take(
                    List.of(
                        call(delivered),
                        call(delivered, event(bea, "read", LATER)),
                        call(),
                        call(event(planned, "delivered", LATER)))));
    assertEquals(
        List.of(new Stored(1, 1, 1), new Stored(2, 1, 1), new Stored(0, 0, 0), new Stored(1, 1, 0)),
        answers);
    assertEquals(List.of("delivered", "sent"), sent.facts(ana.debtor()));
    assertEquals(List.of("read", "sent"), sent.facts(bea.debtor()));
    assertEquals(List.of(), sent.facts(planned.debtor()));
    assertEquals(
        List.of("1", "1"),
        sent.ask(
            """
            SELECT count(*) FROM callback_event e JOIN callback_body b USING (callback_id)
            WHERE e.contact_id = ANY (ARRAY[$1, $2]::uuid[]) GROUP BY b.callback_id
            """,
            ana.id().value(),
            bea.id().value()),
        "each event stands with the body that brought it");
  }

  @Test
  void a_body_without_events_is_kept_and_a_replay_is_not() {
    JsonObject delivered = event(sms(bank, "SENT"), "delivered", LATER);
    Await.on(() -> plain.take(List.of(call(delivered))));
    String bodies = "SELECT count(*) FROM callback_body";
    long before = Long.parseLong(sent.ask(bodies).getFirst());
    Await.on(() -> plain.take(List.of(call(delivered), call(delivered), call())));
    assertEquals(List.of(Long.toString(before + 1)), sent.ask(bodies));
  }

  @Test
  void reports_on_an_uncertain_contact_are_followed_before_the_answer() {
    Contact lost = sms(bank, "UNCERTAIN");
    Contact known = sms(bank, "SENT");
    List<Answer> answers =
        Await.on(
            () ->
                plain.take(
                    List.of(
                        call(event(lost, "delivered", LATER)),
                        call(event(known, "delivered", LATER)))));
    assertEquals(List.of(new Stored(1, 1, 1), new Stored(1, 1, 1)), answers);
    assertEquals("SENT", sent.state(lost));
    assertEquals(List.of("delivered", "sent", "uncertain"), sent.facts(lost.debtor()));
  }

  @Test
  void one_call_that_cannot_be_stored_hurts_nobody_who_comes_with_it() {
    Contact broken = sms(bank, "SENT");
    sent.write(
        "UPDATE debtor SET time_zone = 'Nowhere/Land' WHERE debtor_id = $1",
        Tuple.of(broken.debtor().value()));
    JsonObject poison = event(broken, "delivered", LATER);
    List<Contact> others = contacts(24);
    List<JsonObject> events =
        new ArrayList<>(others.stream().map(c -> event(c, "read", LATER)).toList());
    events.add(12, poison);
    List<Answer> answers = atOnce(events);
    assertInstanceOf(Answer.Unavailable.class, answers.remove(12));
    assertEquals(Collections.nCopies(24, new Stored(1, 1, 1)), answers);
    others.forEach(c -> assertEquals(List.of("read", "sent"), sent.facts(c.debtor())));
    assertEquals(
        List.of("0"),
        sent.ask("SELECT count(*) FROM callback_event WHERE event_id = $1", poison.getString("id")),
        "what was not acknowledged is not kept: the provider comes again");
    sent.write(
        "UPDATE debtor SET time_zone = 'America/Bogota' WHERE debtor_id = $1",
        Tuple.of(broken.debtor().value()));
    assertEquals(new Stored(1, 1, 1), told.take(poison));
  }

  @Test
  void many_at_once_on_the_same_contacts_are_each_counted_once() {
    List<Contact> contacts = contacts(10);
    List<JsonObject> events = new ArrayList<>();
    for (Contact contact : contacts) {
      for (String type : List.of("accepted", "delivered", "read", "failed", "clicked")) {
        events.add(event(contact, type, LATER));
      }
      events.add(reply(contact, "ya pagué", LATER));
    }
    events.addAll(List.copyOf(events));
    Collections.shuffle(events, new Random(7));
    List<Answer> answers = atOnce(events);
    assertEquals(60, answers.stream().mapToInt(a -> ((Stored) a).fresh()).sum());
    assertEquals(60, answers.stream().mapToInt(a -> ((Stored) a).matched()).sum());
    for (Contact contact : contacts) {
      assertEquals(
          List.of(
              "clicked",
              "closed",
              "delivered",
              "failed",
              "payment_claimed",
              "read",
              "replied",
              "sent"),
          sent.facts(contact.debtor()));
      assertEquals(
          List.of("1 1 1"),
          sent.ask(
              "SELECT attempts, delivered, two_way FROM contact_day WHERE debtor_id = $1",
              contact.debtor().value()));
    }
  }

  @Test
  void replies_of_one_batch_each_have_their_consequences() {
    Contact stops = sms(bank, "SENT");
    Contact promises = sms(bank, "SENT");
    Contact wrong = sms(people.bank(), "SENT");
    Contact complains = sms(bank, "SENT");
    List<Answer> answers =
        Await.on(
            () ->
                weighty.take(
                    List.of(
                        call(reply(stops, "BAJA", LATER), event(stops, "delivered", LATER)),
                        call(reply(promises, "pago el viernes", LATER)),
                        call(reply(wrong, "no soy yo", LATER)),
                        call(event(complains, "complained", LATER)))));
    assertEquals(4, answers.stream().filter(a -> ((Stored) a).matched() > 0).count());
    assertEquals(
        List.of("closed", "delivered", "opted_out", "replied", "sent"), sent.facts(stops.debtor()));
    assertEquals(
        List.of("closed", "promise_made", "replied", "sent"), sent.facts(promises.debtor()));
    assertEquals(List.of("closed", "replied", "sent"), sent.facts(wrong.debtor()));
    assertEquals(
        List.of("closed", "complained", "opted_out", "sent"), sent.facts(complains.debtor()));
    assertEquals(
        List.of("OPTED_OUT"),
        sent.ask("SELECT reason FROM planned_contact WHERE contact_id = $1", stops.id().value()));
    assertEquals(
        List.of("wrong_person"),
        sent.ask("SELECT status FROM contact_point WHERE contact_point_id = $1", wrong.point()));
    assertTrue(clear.words(promises.debtor()).contains("in SMS pago el viernes"));
  }

  @Test
  void whatever_a_reply_may_end_is_held_before_anything_else() {
    Contact ana = sms(bank, "SENT");
    DebtorId bea = people.debtor(bank, Integer.toString(next()), Sent.NIGHT);
    Contact shares = sent.contact(bank, bea, Channel.SMS, "PLANNED", ana.address());
    Contact other = sms(bank, "SENT");
    String address = HexFormat.of().formatHex(hash.of(ana.address()));
    Tuple arguments =
        Tuple.of(
            new Integer[] {bank.id().value()},
            new Long[] {ana.debtor().value()},
            new Integer[] {bank.id().value()},
            new String[] {address});
    String free =
        "SELECT contact_id FROM planned_contact WHERE creditor_id = $1 FOR UPDATE SKIP LOCKED";
    List<UUID> left =
        Await.on(
            () ->
                sql.acrossTenants(
                    tx ->
                        tx.run(SqlFile.of(CallbackIntake.class, "hold-contacts.sql"), arguments)
                            .chain(
                                () ->
                                    sql.acrossTenants(
                                        second ->
                                            second.list(
                                                free,
                                                Tuple.of(bank.id().value()),
                                                row -> row.getUUID(0))))));
    assertEquals(List.of(other.id().value()), left, "held: " + ana.id() + ", " + shares.id());
  }

  private List<Contact> contacts(int number) {
    List<Contact> contacts = new ArrayList<>();
    for (int i = 0; i < number; i++) {
      contacts.add(sms(bank, "SENT"));
    }
    return contacts;
  }

  private Contact sms(Creditor creditor, String state) {
    DebtorId debtor = people.debtor(creditor, Integer.toString(next()), Sent.NIGHT);
    return sent.contact(creditor, debtor, Channel.SMS, state, "+57312" + (1_000_000 + next()));
  }

  /** Each event a call of its own, all of them before any is answered. */
  private List<Answer> atOnce(List<JsonObject> events) {
    List<Uni<Answer>> calls =
        events.stream().map(e -> intake.acceptTrusted("sandbox", body(e), Sent.NOW)).toList();
    return new ArrayList<>(Await.on(() -> Uni.join().all(calls).andFailFast()));
  }

  private Call call(JsonObject... events) {
    byte[] body = body(events);
    Events read =
        (Events)
            readers.stream()
                .filter(reader -> reader.path().equals("sandbox"))
                .findFirst()
                .orElseThrow()
                .readTrusted(body);
    return new Call(
        "sandbox",
        new RawCallback(Map.of(), body, Sent.NOW),
        read.events().stream().map(event -> CallbackEvent.of(event, hash)).toList());
  }
}
