package io.batuta.web.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.batuta.portfolio.Creditor;
import io.batuta.portfolio.DebtorId;
import io.batuta.postgres.Sql;
import io.batuta.testing.Await;
import io.batuta.testing.Keys;
import io.batuta.testing.People;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Tries every operation that the interface has, as a bank's administrator: on another bank's path,
 * and on its own path with what is the other's.
 */
@QuarkusTest
class CreditorsApartByHttpTest {

  /** Stands in each text of the other bank, and in nothing that is asked. */
  private static final String SECRET = "secreto-del-otro";

  private static final Pattern PARAMETER = Pattern.compile("\\{(\\w+)}");

  private static final List<String> METHODS = List.of("get", "put", "post", "patch", "delete");

  @Inject Sql sql;
  @Inject People people;
  @Inject Keys keys;

  private Creditor mine;
  private Creditor other;
  private String key;

  /** Parameters of paths that name something, and what the other bank has by that name. */
  private final Map<String, String> theirs = new TreeMap<>();

  private record Operation(String method, String path, String contentType) {

    String with(String creditor, Map<String, String> parameters) {
      return PARAMETER
          .matcher(path)
          .replaceAll(
              found ->
                  found.group(1).equals("creditor")
                      ? creditor
                      : parameters.getOrDefault(found.group(1), "1"));
    }

    @Override
    public String toString() {
      return method + " " + path;
    }
  }

  @BeforeEach
  void two_banks_and_what_the_other_has() {
    Await.on(
        () ->
            sql.acrossTenants(
                tx -> tx.run("SELECT ensure_ledger_months('2026-11-01', 1)", Tuple.tuple())));
    mine = people.bank();
    other = people.bank();
    key = keys.of(mine, "administrator");
    DebtorId debtor = people.debtor(other, "70707", LocalDate.parse("2026-10-01"));
    theirs.put("number", "70707");
    theirs.put("name", "todos");
    theirs.put("date", "2026-11-23");
    theirs.put("channel", "SMS");
    theirs.put("importId", UUID.randomUUID().toString());
    theirs.put("id", fill(debtor));
  }

  @Test
  void on_the_path_of_another_everything_is_forbidden() {
    String before = everythingOfTheOther();
    List<Operation> operations = operations("/api/v1/creditors/{creditor}", "none");
    assertTrue(operations.size() >= 45, "operations: " + operations.size());
    for (Operation operation : operations) {
      Response answer = call(operation, operation.with(other.code(), theirs));
      assertEquals(403, answer.statusCode(), operation.toString());
      assertFalse(answer.asString().contains(SECRET), operation.toString());
    }
    assertEquals(before, everythingOfTheOther());
  }

  @Test
  void on_ones_own_path_what_is_anothers_is_not_there() {
    String before = everythingOfTheOther();
    List<String> found = new ArrayList<>();
    for (Operation operation : operations("/api/v1/creditors/{creditor}", "none")) {
      if (operation.path().replace("{creditor}", "").contains("{")) {
        Response answer = call(operation, operation.with(mine.code(), theirs));
        if (answer.asString().contains(SECRET)
            || operation.method().equals("get") && answer.statusCode() < 400) {
          found.add(operation + " " + answer.statusCode());
        }
      }
    }
    assertEquals(List.of(), found);
    assertEquals(before, everythingOfTheOther());
  }

  @Test
  void what_is_the_installations_is_no_creditors() {
    List<Operation> operations = operations("/api/v1/", "/api/v1/creditors/");
    assertTrue(operations.size() >= 3, "operations: " + operations);
    for (Operation operation : operations) {
      int status = call(operation, operation.path()).statusCode();
      boolean isForAll = operation.toString().equals("get /api/v1/facts");
      assertEquals(isForAll ? 200 : 403, status, operation.toString());
    }
  }

  private Response call(Operation operation, String path) {
    RequestSpecification request = keys.request().header("X-Api-Key", key);
    if (List.of("put", "post", "patch").contains(operation.method())) {
      request.contentType(operation.contentType()).body(body(operation));
    }
    request.queryParam("at", "2026-11-24T15:00:00Z");
    return request.request(operation.method().toUpperCase(java.util.Locale.ROOT), path);
  }

  /** What would be taken if the path were one's own. */
  private static String body(Operation operation) {
    return switch (operation.path().substring(operation.path().lastIndexOf('/'))) {
      case "/hold", "/standstill" -> "{\"why\":\"legal\"}";
      case "/outcomes" -> "{\"result\":\"disputed\",\"channel\":\"CALL\"}";
      default -> "{}";
    };
  }

  /** As the interface says of itself. */
  private List<Operation> operations(String under, String butNotUnder) {
    Map<String, Map<String, Map<String, Object>>> paths =
        keys.request().get("/q/openapi?format=json").jsonPath().getMap("paths");
    List<Operation> all = new ArrayList<>();
    paths.forEach(
        (path, methods) -> {
          if (path.startsWith(under) && !path.startsWith(butNotUnder)) {
            METHODS.stream()
                .filter(methods::containsKey)
                .forEach(
                    method ->
                        all.add(new Operation(method, path, contentType(methods.get(method)))));
          }
        });
    // Reads first: what is ordered on one's own path may be read there afterwards.
    all.sort(Comparator.comparing(operation -> METHODS.indexOf(operation.method())));
    return all;
  }

  private static String contentType(Map<String, Object> operation) {
    return operation.get("requestBody") instanceof Map<?, ?> body
            && body.get("content") instanceof Map<?, ?> content
        ? content.keySet().iterator().next().toString()
        : "application/json";
  }

  /** One digest over all rows of all tables. */
  private String everythingOfTheOther() {
    return Await.on(
        () ->
            sql.acrossTenants(
                tx ->
                    tx.list(
                            """
                            SELECT c.relname FROM pg_class c
                            JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'creditor_id' AND NOT a.attisdropped
                            WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition
                              AND has_table_privilege('batuta_engine', c.oid, 'SELECT')
                            ORDER BY 1
                            """,
                            Tuple.tuple(),
                            row -> row.getString(0))
                        .chain(
                            tables ->
                                tx.first(
                                    "SELECT "
                                        + String.join(
                                            " || ",
                                            tables.stream()
                                                .map(CreditorsApartByHttpTest::digest)
                                                .toList()),
                                    Tuple.of(other.id().value()),
                                    row -> row.getString(0)))
                        .map(found -> found.orElseThrow())));
  }

  private static String digest(String table) {
    return "(SELECT '%1$s ' || count(*) || ' ' || md5(COALESCE(string_agg(t::text, '' ORDER BY t::text), '')) || E'\\n' FROM %1$s t WHERE creditor_id = $1)"
        .formatted(table);
  }

  /** What the other bank has; gives the id of a fact. */
  private String fill(DebtorId debtor) {
    return Await.on(
            () ->
                sql.asTenant(
                    other.id().value(),
                    tx ->
                        tx.first(
                            """
                            WITH d AS (
                              UPDATE debtor SET city = $3, attributes = jsonb_build_object('x', $3::text)
                              WHERE debtor_id = $2
                            ), p AS (
                              INSERT INTO portfolio_import (import_id, creditor_id, mode, state, started_at, failure)
                              VALUES ($4::text::uuid, $1, 'delta', 'failed', '2026-11-01Z', $3)
                            ), s AS (
                              INSERT INTO segment (creditor_id, name, rule, description)
                              VALUES ($1, 'todos', 'balance > 0', $3)
                            ), t AS (
                              INSERT INTO message_template (creditor_id, name, version, channel, language, body)
                              VALUES ($1, 'todos', 1, 'SMS', 'es', $3)
                            ), g AS (
                              INSERT INTO strategy (creditor_id, name, definition)
                              VALUES ($1, 'todos', jsonb_build_object('x', $3::text))
                            ), m AS (
                              INSERT INTO campaign (creditor_id, name, segment, strategy, templates, priority)
                              VALUES ($1, 'todos', $3, 'todos', '{}', 1)
                            ), c AS (
                              INSERT INTO channel_route (creditor_id, channel, provider, sender, unit_cost_micros)
                              VALUES ($1, 'SMS', 'sandbox', $3, 0)
                            ), n AS (
                              INSERT INTO night (creditor_id, night, state, shards, started_at)
                              VALUES ($1, '2026-11-23', 'cutting', 1, '2026-11-23Z')
                            )
                            INSERT INTO contact_fact (creditor_id, debtor_id, kind, occurred_at, recorded_at)
                            VALUES ($1, $2, 'disputed', '2026-11-23T17:00Z', '2026-11-23T17:00Z')
                            RETURNING fact_id::text
                            """,
                            Tuple.of(
                                other.id().value(), debtor.value(), SECRET, theirs.get("importId")),
                            row -> row.getString(0))))
        .orElseThrow();
  }
}
