package io.batuta.privacy;

import io.batuta.postgres.Tx;
import io.quarkus.arc.All;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * The keys of creditors and the one of the installation: made at the first need, kept wrapped in
 * the database, unwrapped once a process and held in memory. Everything goes over the caller's
 * transaction, so that nobody who holds a connection waits for another.
 */
@ApplicationScoped
public class KeyRing {

  /** Of so many creditors keys are held at once; the one not used for longest goes first. */
  private static final int MOST = 10_000;

  private static final Logger LOG = Logger.getLogger(KeyRing.class);

  /** Owns what has not found its person. Creditors are numbered from 1. */
  private static final int INSTALLATION = 0;

  /**
   * Only what is committed is held: a key whose transaction is taken back has never been. Of the
   * installation in a table of its own, since it is no creditor's.
   */
  private static final String FIND =
      """
      SELECT creditor_id, wrapped,
        xmin IS DISTINCT FROM pg_current_xact_id_if_assigned()::xid AS settled
      FROM creditor_key WHERE creditor_id = ANY ($1)
      """;

  private static final String FIND_INSTALLATION =
      """
      SELECT 0 AS creditor_id, wrapped,
        xmin IS DISTINCT FROM pg_current_xact_id_if_assigned()::xid AS settled FROM installation_key
      """;

  private static final String MAKE =
      "INSERT INTO creditor_key (creditor_id, wrapped, made_at) VALUES ($1, $2, $3)"
          + " ON CONFLICT DO NOTHING";

  private static final String MAKE_INSTALLATION =
      "INSERT INTO installation_key (wrapped, made_at) VALUES ($1, $2) ON CONFLICT DO NOTHING";

  private final List<KeyVault> vaults;
  private final Clock clock;
  private final Map<Integer, DataKey> held =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Integer, DataKey> eldest) {
          return size() > MOST;
        }
      };

  public KeyRing(@All List<KeyVault> vaults, Clock clock) {
    this.vaults = vaults;
    this.clock = clock;
  }

  /** The creditor's key; made where it has none yet. */
  public Uni<CreditorKey> ofCreditor(Tx tx, int creditor) {
    return key(tx, creditor).map(key -> new CreditorKey(creditor, key));
  }

  /**
   * The keys of those of them that have one. A key that cannot be opened is none: what is its
   * creditor's cannot be read, which must not stop the others. A vault that gives no answer fails.
   */
  public Uni<Map<Integer, CreditorKey>> ofCreditors(Tx tx, Collection<Integer> creditors) {
    Map<Integer, CreditorKey> found = new HashMap<>();
    for (int creditor : creditors) {
      held(creditor).ifPresent(key -> found.put(creditor, new CreditorKey(creditor, key)));
    }
    Integer[] missing =
        creditors.stream().filter(c -> !found.containsKey(c)).distinct().toArray(Integer[]::new);
    if (missing.length == 0) {
      return Uni.createFrom().item(found);
    }
    Uni<Void> opened =
        tx.list(FIND, Tuple.of((Object) missing), Kept::of)
            .chain(
                all -> {
                  Uni<Void> done = Uni.createFrom().voidItem();
                  for (Kept kept : all) {
                    done =
                        done.chain(() -> open(kept))
                            .invoke(
                                key -> found.put(kept.owner(), new CreditorKey(kept.owner(), key)))
                            .replaceWithVoid()
                            .onFailure(CannotDecrypt.class)
                            .invoke(
                                () ->
                                    LOG.errorf(
                                        "the key of %s cannot be opened", whose(kept.owner())))
                            .onFailure(CannotDecrypt.class)
                            .recoverWithNull();
                  }
                  return done;
                });
    return opened.replaceWith(found);
  }

  /** The installation's key, for what has not found its person; the engine's alone. */
  public Uni<DataKey> ofInstallation(Tx tx) {
    return key(tx, INSTALLATION);
  }

  /** The same where this process has used it before. */
  public Optional<DataKey> ofInstallation() {
    return held(INSTALLATION);
  }

  private Uni<DataKey> key(Tx tx, int owner) {
    return held(owner)
        .map(key -> Uni.createFrom().item(key))
        .orElseGet(
            () ->
                find(tx, owner)
                    .chain(kept -> kept.isPresent() ? open(kept.get()) : make(tx, owner)));
  }

  /**
   * As it stands in the database.
   *
   * @param settled it was not made by this very transaction
   */
  private record Kept(int owner, byte[] wrapped, boolean settled) {
    static Kept of(Row row) {
      return new Kept(
          row.getInteger("creditor_id"),
          row.getBuffer("wrapped").getBytes(),
          row.getBoolean("settled"));
    }
  }

  private static Uni<Optional<Kept>> find(Tx tx, int owner) {
    return owner == INSTALLATION
        ? tx.first(FIND_INSTALLATION, Tuple.tuple(), Kept::of)
        : tx.first(FIND, Tuple.of((Object) new Integer[] {owner}), Kept::of);
  }

  /** Of two that make it at once one wins, and both take that one's. */
  private Uni<DataKey> make(Tx tx, int owner) {
    var now = clock.instant().atOffset(ZoneOffset.UTC);
    return vault()
        .wrap(DataKey.fresh().bytes(), whose(owner))
        .map(Buffer::buffer)
        .chain(
            wrapped ->
                owner == INSTALLATION
                    ? tx.run(MAKE_INSTALLATION, Tuple.of(wrapped, now))
                    : tx.run(MAKE, Tuple.of(owner, wrapped, now)))
        .chain(() -> find(tx, owner))
        .chain(kept -> open(kept.orElseThrow()));
  }

  private Uni<DataKey> open(Kept kept) {
    return vault()
        .unwrap(kept.wrapped(), whose(kept.owner()))
        .map(DataKey::of)
        .invoke(
            key -> {
              if (kept.settled()) {
                hold(kept.owner(), key);
              }
            });
  }

  private static String whose(int owner) {
    return owner == INSTALLATION ? "installation" : "creditor/" + owner;
  }

  /**
   * @throws IllegalStateException unless the settings name one
   */
  private KeyVault vault() {
    List<KeyVault> there = vaults.stream().filter(KeyVault::isThere).toList();
    if (there.size() != 1) {
      throw new IllegalStateException(
          "set one of BATUTA_PRIVACY_KMS_KEY (on AWS) and BATUTA_PRIVACY_KEY_FILE: the master key"
              + " that personal data is encrypted under");
    }
    return there.getFirst();
  }

  private synchronized Optional<DataKey> held(int owner) {
    return Optional.ofNullable(held.get(owner));
  }

  private synchronized void hold(int owner, DataKey key) {
    held.put(owner, key);
  }
}
