package io.batuta.privacy;

import static io.batuta.postgres.Columns.bytes;

import io.batuta.postgres.Sql;
import io.batuta.postgres.SqlFile;
import io.batuta.postgres.Tx;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.mutiny.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jboss.logging.Logger;

/**
 * The keys of persons. A person keeps the key it was given first; once it is erased, there is none
 * and never will be.
 */
@ApplicationScoped
public class PersonKeys {

  private static final Logger LOG = Logger.getLogger(PersonKeys.class);

  private static final SqlFile TAKE = SqlFile.of(PersonKeys.class, "take-person-keys.sql");
  private static final SqlFile READ = SqlFile.of(PersonKeys.class, "read-person-keys.sql");

  private final Sql sql;
  private final KeyRing ring;

  PersonKeys(Sql sql, KeyRing ring) {
    this.sql = sql;
    this.ring = ring;
  }

  /**
   * The keys of these persons by the debtor's number; who has none is given one, in a transaction
   * of its own. Who was erased is not among them. Comes on a worker: a key is a thousandth of a
   * millisecond, a page has thousands.
   */
  public Uni<Map<String, DataKey>> ofNumbers(int creditor, Collection<String> numbers) {
    Set<String> sorted = new TreeSet<>(numbers);
    if (sorted.isEmpty()) {
      return Uni.createFrom().item(Map.of());
    }
    return sql.asTenant(
            creditor,
            tx ->
                ring.ofCreditor(tx, creditor)
                    .emitOn(Infrastructure.getDefaultWorkerPool())
                    .chain(key -> take(tx, creditor, key, sorted)))
        .emitOn(Infrastructure.getDefaultWorkerPool())
        .map(Taken::keys);
  }

  /** The keys of these debtors, of any creditor; of who was erased or never had one, none. */
  public Uni<Map<Long, DataKey>> ofDebtors(Tx tx, Collection<Long> debtors) {
    return tx.list(
            READ, Tuple.of((Object) debtors.stream().distinct().toArray(Long[]::new)), Wrapped::of)
        .chain(
            found ->
                ring.ofCreditors(tx, found.stream().map(Wrapped::creditor).distinct().toList())
                    .map(
                        creditors -> {
                          Map<Long, DataKey> keys = new HashMap<>();
                          for (Wrapped one : found) {
                            CreditorKey creditor = creditors.get(one.creditor());
                            if (creditor != null) {
                              opened(creditor, one.number(), one.wrapped())
                                  .ifPresent(key -> keys.put(one.debtor(), key));
                            }
                          }
                          return keys;
                        }));
  }

  /** One damaged key is one person's: to everybody else nothing happened. */
  private static Optional<DataKey> opened(CreditorKey creditor, String number, byte[] wrapped) {
    try {
      return Optional.of(creditor.unwrap(number, wrapped));
    } catch (CannotDecrypt e) {
      LOG.errorf("the key of a person cannot be opened: what is its cannot be read or written");
      return Optional.empty();
    }
  }

  private record Wrapped(long debtor, int creditor, String number, byte[] wrapped) {
    static Wrapped of(Row row) {
      return new Wrapped(
          row.getLong("debtor_id"),
          row.getInteger("creditor_id"),
          row.getString("number"),
          row.getBuffer("wrapped").getBytes());
    }
  }

  /** A key made ahead, for whoever has none. */
  private record Made(String number, DataKey key, byte[] wrapped) {}

  /**
   * What the database holds now.
   *
   * @param made of those who had none
   * @param there wrapped, of those who had one
   */
  private record Taken(CreditorKey creditor, Map<String, DataKey> made, Map<String, byte[]> there) {

    Map<String, DataKey> keys() {
      Map<String, DataKey> keys = new HashMap<>(made);
      there.forEach(
          (number, wrapped) ->
              opened(creditor, number, wrapped).ifPresent(key -> keys.put(number, key)));
      return keys;
    }
  }

  /** Once more for those that somebody else was giving a key at the same moment. */
  private static Uni<Taken> take(Tx tx, int creditor, CreditorKey key, Set<String> numbers) {
    Taken taken = new Taken(key, new HashMap<>(), new HashMap<>());
    return once(tx, creditor, taken, numbers)
        .chain(
            missed ->
                missed.isEmpty()
                    ? Uni.createFrom().item(taken)
                    : once(tx, creditor, taken, missed).replaceWith(taken));
  }

  /** Gives those that came back with nothing. */
  private static Uni<Set<String>> once(Tx tx, int creditor, Taken taken, Set<String> numbers) {
    List<Made> made =
        numbers.stream()
            .map(
                number -> {
                  DataKey fresh = DataKey.fresh();
                  return new Made(number, fresh, taken.creditor().wrap(number, fresh));
                })
            .toList();
    Map<String, Made> byNumber = new HashMap<>();
    made.forEach(one -> byNumber.put(one.number(), one));
    Set<String> missed = new HashSet<>(numbers);
    return tx.run(
            TAKE, Tuple.of(creditor, numbers.toArray(String[]::new), bytes(made, Made::wrapped)))
        .map(
            rows -> {
              for (Row row : rows) {
                String number = row.getString("number");
                Buffer wrapped = row.getBuffer("wrapped");
                missed.remove(number);
                Made given = byNumber.get(number);
                if (given != null && row.getBoolean("fresh")) {
                  taken.made().put(number, given.key());
                } else if (wrapped != null) {
                  taken.there().put(number, wrapped.getBytes());
                }
              }
              return missed;
            });
  }
}
