package io.batuta.dispatch;

import static io.batuta.postgres.Columns.bytes;
import static io.batuta.postgres.Columns.column;

import io.batuta.channel.OutboundMessage;
import io.batuta.postgres.Sql;
import io.batuta.postgres.SqlFile;
import io.batuta.postgres.Tx;
import io.batuta.privacy.KeyRing;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/** The statements of a dispatch run. Each method is one transaction, committed when it answers. */
@ApplicationScoped
class ClaimStore {

  private static final int EXPIRE_AT_MOST = 5_000;

  private static final SqlFile FIND = SqlFile.of(ClaimStore.class, "find-due-providers.sql");
  private static final SqlFile EXPIRE = SqlFile.of(ClaimStore.class, "expire-overdue.sql");
  private static final SqlFile CLAIM = SqlFile.of(ClaimStore.class, "claim-due.sql");
  private static final SqlFile SHARE = SqlFile.of(ClaimStore.class, "share-debtors.sql");
  private static final SqlFile TERMS = SqlFile.of(ClaimStore.class, "read-terms.sql");
  private static final SqlFile TEMPLATES = SqlFile.of(ClaimStore.class, "read-templates.sql");
  private static final SqlFile SET_ASIDE = SqlFile.of(ClaimStore.class, "set-aside.sql");
  private static final SqlFile MARK = SqlFile.of(ClaimStore.class, "mark-sending.sql");
  private static final SqlFile COMPLETE = SqlFile.of(ClaimStore.class, "complete-contacts.sql");

  /** A run that is frozen in the middle of its claim must not keep the provider from the others. */
  private static final String TAKE_TURN =
      """
      SELECT set_config('idle_in_transaction_session_timeout', '10s', true),
        (SELECT true FROM provider_rate WHERE provider = $1 FOR UPDATE) IS NOT NULL AS there
      """;

  private static final String GIVE_BACK =
      "UPDATE provider_rate SET tokens = LEAST(burst, tokens + $2::int4) WHERE provider = $1";

  private final Sql sql;
  private final ProviderRates rates;
  private final KeyRing keys;

  ClaimStore(Sql sql, ProviderRates rates, KeyRing keys) {
    this.sql = sql;
    this.rates = rates;
    this.keys = keys;
  }

  /** Of these providers, those with something to send. */
  Uni<List<DueCampaigns>> due(Set<String> providers, Instant now) {
    return sql.acrossTenants(
        tx ->
            tx.list(
                FIND,
                Tuple.of(providers.toArray(String[]::new), utc(now)),
                row ->
                    new DueCampaigns(
                        row.getString("provider"), List.of(row.getArrayOfLongs("campaigns")))));
  }

  /** Ends a page of what can no longer leave; the rescuer ends the rest. */
  Uni<Integer> expire(Set<String> providers, Instant now) {
    return sql.acrossTenants(
            tx ->
                tx.first(
                    EXPIRE,
                    Tuple.of(utc(now), EXPIRE_AT_MOST, providers.toArray(String[]::new)),
                    row -> row.getInteger(0)))
        .map(found -> found.orElse(0));
  }

  /**
   * Takes what is due and the rate allows, {@code limit} at most, judges it, and marks SENDING what
   * may leave: one transaction, begun again when it clashed with another. If it fails, nothing was
   * claimed.
   */
  Uni<Marked> claim(Round round, int limit, Review review) {
    return Sql.againAfterAClash(sql.acrossTenants(tx -> claim(tx, round, limit, review)));
  }

  private Uni<Marked> claim(Tx tx, Round round, int limit, Review review) {
    return takeTurn(tx, round)
        .chain(() -> tx.run(CLAIM, where(round, limit)))
        .chain(
            rows ->
                rows.size() == 0
                    ? Uni.createFrom().item(Marked.NONE)
                    : shared(tx, rows)
                        .chain(free -> judged(tx, round, rows, free, review))
                        .chain(judged -> Identities.assign(tx, round, judged))
                        .chain(judged -> Purses.keepTo(tx, round.now(), judged))
                        .chain(judged -> ChannelRests.keep(tx, round, judged))
                        .chain(judged -> mark(tx, round, judged))
                        .call(marked -> giveBack(tx, round, rows.size() - marked.sending().size()))
                        .map(marked -> marked.upTo(lastDue(rows))));
  }

  /** The provider's rate is for what it is sent, not for what was looked at. */
  private static Uni<Void> giveBack(Tx tx, Round round, int tokens) {
    return tokens == 0
        ? Uni.createFrom().voidItem()
        : tx.run(GIVE_BACK, Tuple.of(round.provider(), tokens)).replaceWithVoid();
  }

  /** The debtors for whom nothing can end before this transaction does. */
  private static Uni<Set<Long>> shared(Tx tx, RowSet<Row> claimed) {
    Set<Long> debtors = new TreeSet<>();
    claimed.forEach(row -> debtors.add(row.getLong("debtor_id")));
    return tx.list(
            SHARE, Tuple.of((Object) debtors.toArray(Long[]::new)), row -> row.getLong("debtor_id"))
        .map(Set::copyOf);
  }

  /**
   * Of a debtor for whom something is just being written nothing is ready: its turn comes again.
   */
  private Uni<List<Judged>> judged(
      Tx tx, Round round, RowSet<Row> rows, Set<Long> free, Review review) {
    Set<UUID> waiting = new HashSet<>();
    rows.forEach(
        row -> {
          boolean isThere = row.getString("time_zone") != null;
          if (isThere && !free.contains(row.getLong("debtor_id"))) {
            waiting.add(row.getUUID("contact_id"));
          }
        });
    return terms(tx, round, rows)
        .chain(
            terms ->
                keys.ofCreditors(tx, terms.creditors().keySet())
                    .map(opened -> Claim.all(rows, terms, opened)))
        .map(
            claims ->
                review.judge(claims, round.now()).stream()
                    .filter(one -> !waiting.contains(one.contact().value()))
                    .toList());
  }

  private static Tuple where(Round round, int limit) {
    return Tuple.tuple()
        .addString(round.provider())
        .addInteger(limit)
        .addOffsetDateTime(utc(round.now()))
        .addArrayOfLong(round.due().campaigns().toArray(Long[]::new))
        .addOffsetDateTime(utc(round.from()));
  }

  /** The rows come soonest due first. */
  private static Instant lastDue(RowSet<Row> claimed) {
    Instant last = Instant.EPOCH;
    for (Row row : claimed) {
      last = row.getOffsetDateTime("due_at").toInstant();
    }
    return last;
  }

  /** Parts the ready from the rest. */
  Uni<Marked> mark(Tx tx, Round round, List<Judged> judged) {
    List<Judged.Ready> ready = new ArrayList<>();
    List<Judged.Aside> aside = new ArrayList<>();
    for (Judged one : judged) {
      switch (one) {
        case Judged.Ready permitted -> ready.add(permitted);
        case Judged.Aside refused -> aside.add(refused);
        case Judged.Rests rests -> throw new IllegalStateException("it was to be left as it is");
      }
    }
    return setAside(tx, round, aside)
        .chain(
            states ->
                markSending(tx, round, ready)
                    .map(sending -> new Marked(judged.size(), states, sending, Instant.EPOCH)));
  }

  /** Records the answers of one batch; safe to call again when it is not known whether it took. */
  Uni<Map<String, Integer>> complete(Round round, List<Answer> given) {
    Tuple arguments = AnswerColumns.of(round, given);
    return Sql.againAfterAClash(sql.acrossTenants(tx -> byState(tx, COMPLETE, arguments)));
  }

  /** The creditors and templates of a claim, read once for all of its contacts. */
  private static Uni<Terms> terms(Tx tx, Round round, RowSet<Row> claimed) {
    Set<Integer> creditors = new HashSet<>();
    Set<Long> templates = new HashSet<>();
    claimed.forEach(
        row -> {
          creditors.add(row.getInteger("creditor_id"));
          templates.add(row.getLong("template_id"));
        });
    return tx.run(TERMS, Tuple.of(creditors.toArray(Integer[]::new), round.provider()))
        .chain(
            of ->
                tx.run(TEMPLATES, Tuple.of(templates.toArray(Long[]::new)))
                    .map(texts -> Terms.read(of, texts)));
  }

  /**
   * Waits for the provider's bucket, or makes it; claim-due.sql says why it may not wait itself.
   */
  private Uni<Void> takeTurn(Tx tx, Round round) {
    return tx.first(TAKE_TURN, Tuple.of(round.provider()), row -> row.getBoolean("there"))
        .chain(there -> there.orElse(false) ? Uni.createFrom().voidItem() : rates.begin(tx, round));
  }

  private static Uni<Map<String, Integer>> setAside(Tx tx, Round round, List<Judged.Aside> aside) {
    if (aside.isEmpty()) {
      return Uni.createFrom().item(Map.of());
    }
    return byState(
        tx,
        SET_ASIDE,
        Tuple.tuple()
            .addArrayOfUUID(column(aside, a -> a.contact().value(), UUID[]::new))
            .addArrayOfString(column(aside, a -> a.state().name(), String[]::new))
            .addArrayOfOffsetDateTime(
                column(
                    aside, a -> a.dueAt() == null ? null : utc(a.dueAt()), OffsetDateTime[]::new))
            .addArrayOfString(column(aside, a -> a.reason().name(), String[]::new))
            .addArrayOfString(column(aside, Judged.Aside::rule, String[]::new))
            .addOffsetDateTime(utc(round.now())));
  }

  private static Uni<List<OutboundMessage>> markSending(
      Tx tx, Round round, List<Judged.Ready> ready) {
    if (ready.isEmpty()) {
      return Uni.createFrom().item(List.of());
    }
    return tx.run(
            MARK,
            Tuple.of(
                column(ready, r -> r.message().contact().value(), UUID[]::new),
                bytes(ready, Judged.Ready::words),
                round.run(),
                utc(round.now())))
        .map(
            rows -> {
              Set<UUID> sending = new HashSet<>();
              rows.forEach(row -> sending.add(row.getUUID(0)));
              return ready.stream()
                  .map(Judged.Ready::message)
                  .filter(message -> sending.contains(message.contact().value()))
                  .toList();
            });
  }

  private static Uni<Map<String, Integer>> byState(Tx tx, SqlFile statement, Tuple arguments) {
    return tx.run(statement, arguments)
        .map(
            rows -> {
              Map<String, Integer> counts = new HashMap<>();
              rows.forEach(row -> counts.put(row.getString("state"), row.getInteger("contacts")));
              return counts;
            });
  }

  private static OffsetDateTime utc(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }
}
