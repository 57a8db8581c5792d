package io.batuta.dispatch;

import io.batuta.campaign.Rulebooks;
import io.batuta.channel.ChannelGateway;
import io.batuta.compliance.Verdict;
import io.batuta.ledger.ContactId;
import io.batuta.message.RenderedMessage;
import io.batuta.portfolio.Creditor;
import io.batuta.portfolio.DebtorId;
import io.batuta.postgres.Sql;
import io.batuta.privacy.KeyRing;
import io.batuta.testing.Await;
import io.batuta.testing.Clear;
import io.batuta.testing.People;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.inject.spi.CDI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.config.ConfigProvider;

/**
 * One bank with contacts that are due at a provider of its own, so that no other test's dispatcher
 * sees them.
 */
final class Due {

  static final LocalDate NIGHT = LocalDate.parse("2026-11-23");
  static final Instant NOON = Instant.parse("2026-11-23T17:00:00Z");
  static final Instant EVENING = Instant.parse("2026-11-24T00:00:00Z");

  static final Rulebooks PERMISSIVE =
      (creditor, house) -> (situation, contact) -> new Verdict.Permitted(EVENING);
  static final Renderer PLAIN =
      (claim, today) ->
          Optional.of(new RenderedMessage(null, "Hola " + claim.name() + " " + today, 1));

  final Sql sql;
  final People people;
  final Creditor bank;
  final String provider = "p-" + UUID.randomUUID();
  private final long campaign;
  private final long template;
  private int debtors;

  Due(Sql sql, People people) {
    this.sql = sql;
    this.people = people;
    this.bank = people.bank();
    ask("SELECT ensure_ledger_months('2026-11-01', 2)", Tuple.tuple());
    campaign =
        ask(
                """
                INSERT INTO campaign (creditor_id, name, segment, strategy, templates, priority)
                VALUES ($1, 'c', 's', 's', '{}', 1) RETURNING campaign_id
                """,
                Tuple.of(bank.id().value()))
            .getFirst()
            .getLong(0);
    template =
        ask(
                """
                INSERT INTO message_template (creditor_id, name, version, channel, language, body)
                VALUES ($1, 't', 3, 'SMS', 'es', 'Hola {name}') RETURNING template_id
                """,
                Tuple.of(bank.id().value()))
            .getFirst()
            .getLong(0);
    ask(
        "INSERT INTO channel_route VALUES ($1, 'SMS', $2, 'BANCO', 1000)",
        Tuple.of(bank.id().value(), provider));
    rate(1000, 1000, 1000, NOON);
  }

  /** What is left in the provider's bucket. */
  int tokens() {
    return ask("SELECT tokens::int4 FROM provider_rate WHERE provider = $1", Tuple.of(provider))
        .getFirst()
        .getInteger(0);
  }

  /** Sets the provider's bucket. */
  void rate(int perSecond, int burst, int tokens, Instant refilledAt) {
    ask(
        """
        INSERT INTO provider_rate (provider, per_second, burst, tokens, refilled_at) VALUES ($1, $2, $3, $4, $5)
        ON CONFLICT (provider) DO UPDATE SET (per_second, burst, tokens, refilled_at) =
          (EXCLUDED.per_second, EXCLUDED.burst, EXCLUDED.tokens, EXCLUDED.refilled_at)
        """,
        Tuple.of(provider, perSecond, burst, tokens, utc(refilledAt)));
  }

  /** A contact with a new debtor, due an hour before noon, whose window closes in the evening. */
  ContactId contact() {
    return contact(NOON.minus(Duration.ofHours(1)), EVENING);
  }

  ContactId contact(Instant dueAt, Instant expiresAt) {
    DebtorId debtor =
        people.debtor(bank, Integer.toString(++debtors), LocalDate.parse("2026-11-01"));
    ContactId id = ContactId.of(bank.id(), NIGHT, debtor, 0);
    ask(
        """
        INSERT INTO planned_contact (contact_id, creditor_id, night, debtor_id, account_id, campaign_id, step, channel,
          provider, contact_point_id, template_id, state, priority, due_at, expires_at, wait_seconds, cost_micros)
        SELECT $1, $2, $3, $4, worst_account_id, $5, 0, 'SMS', $6, (SELECT contact_point_id FROM contact_point
          WHERE debtor_id = $4 AND kind = 'phone'), $7, 'PLANNED', 1, $8, $9, 3600, 1000
        FROM debtor WHERE debtor_id = $4
        """,
        Tuple.tuple()
            .addUUID(id.value())
            .addInteger(bank.id().value())
            .addLocalDate(NIGHT)
            .addLong(debtor.value())
            .addLong(campaign)
            .addString(provider)
            .addLong(template)
            .addOffsetDateTime(utc(dueAt))
            .addOffsetDateTime(utc(expiresAt)));
    return id;
  }

  /** A dispatcher that permits all, and waits for no rate. */
  Dispatcher dispatcher(Clock clock, ChannelGateway gateway) {
    return dispatcher(clock, gateway, PERMISSIVE, PLAIN);
  }

  Dispatcher dispatcher(
      Clock clock, ChannelGateway gateway, Rulebooks rulebooks, Renderer renderer) {
    return dispatcher(store(), clock, gateway, rulebooks, renderer);
  }

  Dispatcher dispatcher(
      ClaimStore store, Clock clock, ChannelGateway gateway, Rulebooks law, Renderer renderer) {
    return dispatcher(store, new Fence(sql, KeptNumber.nowhere()), clock, gateway, law, renderer);
  }

  Dispatcher dispatcher(
      ClaimStore store,
      Fence fence,
      Clock clock,
      ChannelGateway gateway,
      Rulebooks law,
      Renderer renderer) {
    return new Dispatcher(store, fence, clock, List.of(gateway), law, renderer, new Impatient());
  }

  ClaimStore store() {
    return new ClaimStore(sql, new ProviderRates(ConfigProvider.getConfig()), ring());
  }

  static KeyRing ring() {
    return CDI.current().select(KeyRing.class).get();
  }

  Row row(ContactId contact) {
    return ask("SELECT * FROM planned_contact WHERE contact_id = $1", Tuple.of(contact.value()))
        .getFirst();
  }

  String state(ContactId contact) {
    return row(contact).getString("state");
  }

  /** The ledger's facts of a contact, oldest first: {@code "failed ADDRESS_DEAD {…}"}. */
  List<String> facts(ContactId contact) {
    return ask(
            "SELECT concat_ws(' ', kind, reason, NULLIF(detail, '{}')) FROM contact_fact WHERE contact_id = $1"
                + " ORDER BY fact_id",
            Tuple.of(contact.value()))
        .stream()
        .map(row -> row.getString(0))
        .toList();
  }

  /** Attempts that frequency rules count, of the debtor of a contact. */
  int attempts(ContactId contact) {
    return ask(
            "SELECT COALESCE(sum(attempts), 0)::int4 FROM contact_day d JOIN planned_contact c USING (debtor_id)"
                + " WHERE c.contact_id = $1",
            Tuple.of(contact.value()))
        .getFirst()
        .getInteger(0);
  }

  List<String> words(ContactId contact) {
    return CDI.current().select(Clear.class).get().words(contact);
  }

  List<Row> ask(String statement, Tuple arguments) {
    return Await.on(() -> sql.acrossTenants(tx -> tx.list(statement, arguments, row -> row)));
  }

  static OffsetDateTime utc(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }

  /** Few calls at a time, short waits. */
  record Impatient() implements DispatchSettings {
    @Override
    public int batch() {
      return 100;
    }

    @Override
    public int batchesAtOnce() {
      return 3;
    }

    @Override
    public int concurrency() {
      return 20;
    }

    @Override
    public Duration answerTimeout() {
      return Duration.ofMillis(50);
    }

    @Override
    public Duration patience() {
      return Duration.ZERO;
    }
  }
}
