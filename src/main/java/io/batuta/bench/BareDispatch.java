package io.batuta.bench;

import io.batuta.dispatch.Dispatcher;
import io.batuta.postgres.SqlFile;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.PgConnection;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ExecutionException;

/**
 * The statements of a dispatch run, over one plain connection: nothing is judged, rendered or sent.
 */
final class BareDispatch implements AutoCloseable {

  private static final String PROVIDER = BenchGateway.PROVIDER;

  private final Map<String, String> texts = new HashMap<>();
  private final Vertx vertx;
  private final PgConnection connection;
  private final OffsetDateTime now;
  private final int batch;
  private final UUID run = UUID.randomUUID();
  private final Map<UUID, Buffer> words = new HashMap<>();
  private Long[] campaigns = {};
  private OffsetDateTime from = OffsetDateTime.MIN;

  private BareDispatch(Vertx vertx, PgConnection connection, OffsetDateTime now, int batch) {
    this.vertx = vertx;
    this.connection = connection;
    this.now = now;
    this.batch = batch;
  }

  static BareDispatch open(Instant now, int batch) throws Exception {
    Vertx vertx = Vertx.vertx();
    PgConnectOptions options =
        PgConnectOptions.fromUri(System.getProperty("quarkus.datasource.reactive.url"))
            .setUser(System.getProperty("quarkus.datasource.username"))
            .setPassword(System.getProperty("quarkus.datasource.password"))
            .setCachePreparedStatements(true);
    return new BareDispatch(
        vertx, await(PgConnection.connect(vertx, options)), now.atOffset(ZoneOffset.UTC), batch);
  }

  /** What was said, as it stands encrypted in the database now. */
  void readWords() throws SQLException {
    try (Connection database = Lender.open();
        Statement read = database.createStatement();
        ResultSet said = read.executeQuery("SELECT contact_id, encrypted_text FROM words")) {
      while (said.next()) {
        words.put(said.getObject(1, UUID.class), Buffer.buffer(said.getBytes(2)));
      }
    }
  }

  /** Contacts that were completed. */
  int run() throws Exception {
    for (Row row : ask(text("find-due-providers.sql"), Tuple.of(new String[] {PROVIDER}, now))) {
      campaigns = row.getArrayOfLongs("campaigns");
    }
    from = Instant.EPOCH.atOffset(ZoneOffset.UTC);
    int all = 0;
    while (true) {
      UUID[] contacts = claim();
      if (contacts.length == 0) {
        return all;
      }
      complete(contacts);
      all += contacts.length;
    }
  }

  private UUID[] claim() throws Exception {
    simple("BEGIN");
    ask("SELECT provider FROM provider_rate WHERE provider = $1 FOR UPDATE", Tuple.of(PROVIDER));
    RowSet<Row> rows = ask(text("claim-due.sql"), Tuple.of(PROVIDER, batch, now, campaigns, from));
    Set<Integer> creditors = new LinkedHashSet<>();
    Set<Long> templates = new LinkedHashSet<>();
    UUID[] contacts = new UUID[rows.size()];
    int at = 0;
    for (Row row : rows) {
      from = row.getOffsetDateTime("due_at");
      contacts[at++] = row.getUUID("contact_id");
      creditors.add(row.getInteger("creditor_id"));
      templates.add(row.getLong("template_id"));
    }
    if (at > 0) {
      ask(text("read-terms.sql"), Tuple.of(creditors.toArray(Integer[]::new), PROVIDER));
      ask(text("read-templates.sql"), Tuple.of((Object) templates.toArray(Long[]::new)));
      Buffer[] texts = Arrays.stream(contacts).map(words::get).toArray(Buffer[]::new);
      ask(text("mark-sending.sql"), Tuple.of(contacts, texts, run, now));
    }
    simple("COMMIT");
    return contacts;
  }

  private void complete(UUID[] claimed) throws Exception {
    Map<String, UUID> inKeyOrder = new TreeMap<>();
    for (UUID contact : claimed) {
      inKeyOrder.put(contact.toString(), contact);
    }
    UUID[] contacts = inKeyOrder.values().toArray(UUID[]::new);
    String[] nothing = new String[contacts.length];
    String[] sent = new String[contacts.length];
    Arrays.fill(sent, "SENT");
    Boolean[] alive = new Boolean[contacts.length];
    Arrays.fill(alive, false);
    Tuple answers =
        Tuple.tuple()
            .addArrayOfUUID(contacts)
            .addArrayOfString(sent)
            .addArrayOfString(Arrays.stream(contacts).map(c -> "bench-" + c).toArray(String[]::new))
            .addArrayOfOffsetDateTime(new OffsetDateTime[contacts.length])
            .addArrayOfString(nothing)
            .addArrayOfString(nothing)
            .addArrayOfBoolean(alive)
            .addUUID(run)
            .addOffsetDateTime(now)
            .addString(PROVIDER)
            .addBoolean(false)
            .addValue(null);
    simple("BEGIN");
    ask(text("complete-contacts.sql"), answers);
    simple("COMMIT");
  }

  private String text(String file) {
    return texts.computeIfAbsent(file, name -> SqlFile.of(Dispatcher.class, name).text());
  }

  private RowSet<Row> ask(String statement, Tuple arguments) throws Exception {
    return await(connection.preparedQuery(statement).execute(arguments));
  }

  private void simple(String statement) throws Exception {
    await(connection.query(statement).execute());
  }

  private static <T> T await(Future<T> future) throws InterruptedException, ExecutionException {
    return future.toCompletionStage().toCompletableFuture().get();
  }

  @Override
  public void close() throws Exception {
    await(connection.close());
    await(vertx.close());
  }
}
