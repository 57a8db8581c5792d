package io.batuta.callback;

import io.batuta.ledger.ContactFact;
import io.batuta.ledger.ContactId;
import io.batuta.ledger.FactKind;
import io.batuta.ledger.LedgerStore;
import io.batuta.portfolio.Channel;
import io.batuta.portfolio.ContactPointId;
import io.batuta.portfolio.Creditor;
import io.batuta.portfolio.DebtorId;
import io.batuta.postgres.Sql;
import io.batuta.privacy.AddressHash;
import io.batuta.privacy.PersonalData;
import io.batuta.testing.Await;
import io.batuta.testing.Clear;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** Contacts of the sandbox for tests, in any state, and what the database says of them. */
@ApplicationScoped
class Sent {

  static final LocalDate NIGHT = LocalDate.parse("2026-11-23");
  static final Instant SENT_AT = Instant.parse("2026-11-23T13:00:00Z");
  static final Instant NOW = Instant.parse("2026-11-23T15:00:00Z");

  private final Sql sql;
  private final LedgerStore ledger;
  private final AddressHash hash;
  private final Clear clear;

  Sent(Sql sql, LedgerStore ledger, AddressHash hash, Clear clear) {
    this.clear = clear;
    this.sql = sql;
    this.ledger = ledger;
    this.hash = hash;
  }

  /** One contact, and where it went. */
  record Contact(
      Creditor creditor,
      DebtorId debtor,
      ContactId id,
      Channel channel,
      long point,
      String address) {}

  Contact contact(Creditor bank, DebtorId debtor, Channel channel, String state, String address) {
    return contact(bank, debtor, channel, state, address, NIGHT);
  }

  /** A contact in a state, with the facts that lead there, at an address of its own. */
  Contact contact(
      Creditor bank,
      DebtorId debtor,
      Channel channel,
      String state,
      String address,
      LocalDate night) {
    Await.on(() -> sql.acrossTenants(tx -> ledger.ensureMonths(tx, NIGHT, 2)));
    long point = point(bank, debtor, channel, address);
    Contact contact =
        new Contact(
            bank, debtor, ContactId.of(bank.id(), night, debtor, 0), channel, point, address);
    boolean tried = !state.equals("PLANNED");
    String sent =
        state.equals("SENT")
            ? ", sent_at = '"
                + SENT_AT
                + "', wait_until = '2026-11-24T13:00:00Z', provider_message_id = 'm-' || contact_id"
            : "";
    write(
        """
        INSERT INTO planned_contact (contact_id, creditor_id, night, debtor_id, account_id, campaign_id, step, channel,
          provider, contact_point_id, template_id, state, priority, due_at, expires_at, cost_micros)
        VALUES ($1, $2, $3, $4, 1, 1, 0, $5, 'sandbox', $6, 1, 'PLANNED', 1, '2026-11-23T13:00:00Z', '2026-11-23T23:00:00Z', 0)
        """,
        Tuple.tuple(
            List.of(
                contact.id().value(),
                bank.id().value(),
                night,
                debtor.value(),
                channel.name(),
                point)));
    write(
        "UPDATE planned_contact SET sending_at = "
            + (tried ? "'" + SENT_AT + "'" : "NULL")
            + ", state = '"
            + state
            + "'"
            + sent
            + " WHERE contact_id = $1",
        Tuple.of(contact.id().value()));
    if (state.equals("SENT")) {
      fact(contact, FactKind.SENT);
    }
    if (state.equals("UNCERTAIN")) {
      fact(contact, FactKind.UNCERTAIN);
    }
    return contact;
  }

  /** What dispatch commits when the provider took it. */
  void commitSent(Contact contact) {
    write(
        "UPDATE planned_contact SET state = 'SENT', sent_at = '"
            + SENT_AT
            + "', wait_until = '2026-11-24T13:00:00Z',"
            + " provider_message_id = 'm-' || contact_id WHERE contact_id = $1 AND state = 'SENDING'",
        Tuple.of(contact.id().value()));
    fact(contact, FactKind.SENT);
  }

  /** Another debtor's, or another channel's, contact point. */
  long point(Creditor bank, DebtorId debtor, Channel channel, String address) {
    Buffer encrypted = clear.encrypted(debtor, PersonalData.ADDRESS, address);
    return Await.on(
            () ->
                sql.acrossTenants(
                    tx ->
                        tx.first(
                            """
                            INSERT INTO contact_point (creditor_id, debtor_id, kind, encrypted_address, address_hash, rank)
                            VALUES ($1, $2, $3, $4, decode($5, 'hex'), 2)
                            ON CONFLICT (debtor_id, kind, address_hash) DO UPDATE SET rank = 2 RETURNING contact_point_id
                            """,
                            Tuple.tuple(
                                List.of(
                                    bank.id().value(),
                                    debtor.value(),
                                    channel.pointKind().tag(),
                                    encrypted,
                                    HexFormat.of().formatHex(hash.of(address)))),
                            row -> row.getLong(0))))
        .orElseThrow();
  }

  private void fact(Contact contact, FactKind kind) {
    Await.on(
        () ->
            sql.acrossTenants(
                tx ->
                    ledger
                        .ensureMonths(tx, NIGHT, 2)
                        .chain(
                            () ->
                                ledger.append(
                                    tx,
                                    List.of(
                                        ContactFact.about(
                                                contact.creditor().id(),
                                                contact.debtor(),
                                                kind,
                                                SENT_AT)
                                            .ofContact(contact.id(), NIGHT, 1L, null)
                                            .on(
                                                contact.channel(),
                                                new ContactPointId(contact.point()))),
                                    SENT_AT))));
  }

  void write(String statement, Tuple arguments) {
    Await.on(() -> sql.acrossTenants(tx -> tx.run(statement, arguments)));
  }

  /** The rows of a question, each as one line. */
  List<String> ask(String question, Object... arguments) {
    return Await.on(
        () ->
            sql.acrossTenants(
                tx -> tx.list(question, Tuple.tuple(List.of(arguments)), Sent::line)));
  }

  private static String line(Row row) {
    List<String> cells = new ArrayList<>();
    for (int i = 0; i < row.size(); i++) {
      Object cell = row.getValue(i);
      cells.add(
          cell instanceof java.time.OffsetDateTime time
              ? time.withOffsetSameInstant(ZoneOffset.UTC).toString()
              : String.valueOf(cell));
    }
    return String.join(" ", cells);
  }

  List<String> facts(DebtorId debtor) {
    return ask(
        "SELECT kind FROM contact_fact WHERE debtor_id = $1 ORDER BY kind COLLATE \"C\"",
        debtor.value());
  }

  String state(Contact contact) {
    return ask("SELECT state FROM planned_contact WHERE contact_id = $1", contact.id().value())
        .getFirst();
  }

  /**
   * All that callbacks may change of one debtor, without the ids that differ from debtor to debtor.
   */
  List<String> everything(DebtorId debtor) {
    List<String> all = new ArrayList<>();
    for (String question :
        List.of(
            "SELECT channel, attempted_at, returned, delivered_at, read_at, failed_at, replied_at FROM contact_progress WHERE debtor_id = $1",
            "SELECT day, channel, attempts, delivered, two_way FROM contact_day WHERE debtor_id = $1 ORDER BY 1, 2",
            """
            SELECT last_attempt_at, last_attempt_channel, last_two_way_at, last_two_way_channel, opted_out,
              best_point_at, best_point_answered, promise_due_on, disputed_at FROM contact_history WHERE debtor_id = $1
            """,
            "SELECT state, reason, sent_at, wait_until FROM planned_contact WHERE debtor_id = $1",
            "SELECT kind, channel, reason, detail::text, occurred_at, due_on FROM contact_fact WHERE debtor_id = $1 ORDER BY 1, 5, 4",
            "SELECT kind, status FROM contact_point WHERE debtor_id = $1 ORDER BY 1, 2",
            "SELECT state, due_on, amount_minor FROM promise WHERE debtor_id = $1 ORDER BY 1",
            "SELECT count(*) FROM words WHERE debtor_id = $1")) {
      all.addAll(ask(question, debtor.value()));
    }
    all.addAll(clear.words(debtor));
    return all;
  }
}
