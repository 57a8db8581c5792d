package io.batuta.callback;

import io.batuta.callback.Sent.Contact;
import io.batuta.callback.Voice.Post;
import io.batuta.callback.Voice.Saying;
import io.batuta.dispatch.Dispatcher;
import io.batuta.portfolio.Channel;
import io.batuta.portfolio.Creditor;
import io.batuta.portfolio.DebtorId;
import io.batuta.portfolio.PointKind;
import io.batuta.postgres.SqlFile;
import io.batuta.testing.People;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** A story with people and contacts of its own, so that it can be told again and again. */
final class Telling {

  private static final SqlFile COMPLETE = SqlFile.of(Dispatcher.class, "complete-contacts.sql");
  private static final UUID RUN = UUID.fromString("00000000-0000-4000-8000-000000000001");
  private static final OffsetDateTime PLANNED_AT = OffsetDateTime.parse("2026-11-22T14:00:00Z");

  private final Story story;
  private final Sent sent;
  private final Creditor bank;
  private final String number = Integer.toString(10_000 + Told.next());
  private final List<Contact> contacts = new ArrayList<>();
  private final List<DebtorId> debtors = new ArrayList<>();

  Telling(Story story, Creditor bank, People people, Sent sent) {
    this.story = story;
    this.bank = bank;
    this.sent = sent;
    DebtorId debtor = people.debtor(bank, number, Sent.NIGHT);
    debtors.add(debtor);
    contacts.add(begun(story.old(), debtor, "CLOSED", -1));
    contacts.add(begun(story.now(), debtor, story.begins(), 0));
    if (story.shared()) {
      DebtorId sharer = people.debtor(bank, "9" + number, Sent.NIGHT);
      debtors.add(sharer);
      begun(story.old(), sharer, "SENT", 0);
    }
  }

  List<DebtorId> debtors() {
    return debtors;
  }

  /** The calls of all that is said, in the order in which it happened. */
  List<Post> posts() {
    return story.sayings().stream().map(this::post).toList();
  }

  private Post post(Saying saying) {
    Voice voice = saying.about() == 0 ? story.old() : story.now();
    return voice.post(saying, contacts.get(saying.about()));
  }

  /** Whether dispatch has an answer to record. */
  boolean isBeingSent() {
    return story.begins().equals("SENDING");
  }

  /** What dispatch does with the provider's answer to the send. */
  void complete() {
    String state = story.answer();
    boolean deferred = state.equals("DEFERRED");
    String reason =
        switch (state) {
          case "DEFERRED" -> "THROTTLED";
          case "FAILED" -> "REFUSED_BY_PROVIDER";
          case "UNCERTAIN" -> "ANSWER_LOST";
          default -> null;
        };
    Contact contact = contacts.get(1);
    sent.write(
        COMPLETE.text(),
        Tuple.tuple()
            .addArrayOfUUID(new UUID[] {contact.id().value()})
            .addArrayOfString(new String[] {state})
            .addArrayOfString(
                new String[] {state.equals("SENT") ? story.now().messageId(contact) : null})
            .addArrayOfOffsetDateTime(
                new OffsetDateTime[] {deferred ? utc(Told.LATER.plusSeconds(1_800)) : null})
            .addArrayOfString(new String[] {reason})
            .addArrayOfString(new String[] {null})
            .addArrayOfBoolean(new Boolean[] {false})
            .addUUID(RUN)
            .addOffsetDateTime(utc(Sent.SENT_AT))
            .addString(story.now().provider())
            .addBoolean(false)
            .addOffsetDateTime(null));
  }

  private Contact begun(Voice voice, DebtorId debtor, String state, int day) {
    String address = address(voice.channel());
    Contact contact =
        sent.contact(bank, debtor, voice.channel(), state, address, Sent.NIGHT.plusDays(day));
    boolean took = state.equals("SENT") || state.equals("CLOSED");
    boolean left = took || state.equals("SENDING") || state.equals("UNCERTAIN");
    Instant sending = Sent.SENT_AT.plusSeconds(day * 79_200L);
    sent.write(
        """
        UPDATE planned_contact SET provider = $2, planned_at = $3, provider_message_id = $4, claimed_by = $5,
          sending_at = $6, sent_at = $7, wait_until = $7::timestamptz + interval '1 day', reason = $8
        WHERE contact_id = $1
        """,
        Tuple.tuple()
            .addUUID(contact.id().value())
            .addString(voice.provider())
            .addOffsetDateTime(PLANNED_AT)
            .addString(took ? voice.messageId(contact) : null)
            .addUUID(left ? RUN : null)
            .addOffsetDateTime(left ? utc(sending) : null)
            .addOffsetDateTime(took ? utc(sending) : null)
            .addString(
                state.equals("CLOSED")
                    ? "WAIT_OVER"
                    : state.equals("UNCERTAIN") ? "ANSWER_LOST" : null));
    return contact;
  }

  private String address(Channel channel) {
    return channel.pointKind() == PointKind.EMAIL
        ? "told" + number + "@example.com"
        : "+573" + (200_000_000 + Integer.parseInt(number));
  }

  private static OffsetDateTime utc(Instant at) {
    return at.atOffset(java.time.ZoneOffset.UTC);
  }
}
