package io.batuta.web.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.batuta.portfolio.Creditor;
import io.batuta.postgres.Sql;
import io.batuta.testing.Await;
import io.batuta.testing.People;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.Socket;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

/** Files that are larger than what is held of them at a time, and one that ends too early. */
@QuarkusTest
class PortfolioStreamTest {

  private static final String FILE =
      "account_number,debtor_number,name,balance,due_date\nA1,D1,Ana Diaz,1250.50,2026-10-01\n";

  @TestHTTPResource URL server;
  @Inject People people;
  @Inject Sql sql;
  @Inject Clock clock;

  @Test
  void the_sample_streams_in_and_every_row_of_it_loads() throws Exception {
    Creditor bank = people.bank();
    assertEquals(
        "\"rows\":30000,\"inserted\":30000,\"updated\":0,\"unchanged\":0,\"rejected\":0,\"valuesRefused\":0",
        sample(bank));
    assertEquals(
        "\"rows\":30000,\"inserted\":0,\"updated\":0,\"unchanged\":30000,\"rejected\":0,\"valuesRefused\":0",
        sample(bank));
    assertEquals(
        "30000 30000 22273 1999 2667 322 141",
        text(
            bank,
            """
            SELECT concat_ws(' ', count(*), (SELECT count(*) FROM account),
              count(*) FILTER (WHERE balance_minor > 0 AND days <= 0), count(*) FILTER (WHERE days BETWEEN 1 AND 30),
              count(*) FILTER (WHERE days BETWEEN 31 AND 60), count(*) FILTER (WHERE days BETWEEN 61 AND 90),
              count(*) FILTER (WHERE days > 90))
            FROM (SELECT balance_minor, DATE '%s' - due_date AS days FROM debtor) d
            """
                .formatted(clock.instant().atZone(bank.timeZone()).toLocalDate())));
  }

  @Test
  void a_body_of_20_MB_streams_past_the_limit_that_other_bodies_keep() throws Exception {
    Creditor bank = people.bank();
    HttpURLConnection call = post(bank, "/portfolio", "text/csv");
    try (OutputStream body = call.getOutputStream()) {
      body.write(
          "account_number,debtor_number,name,balance,due_date\n".getBytes(StandardCharsets.UTF_8));
      byte[] row = "x,y\n".repeat(5_000).getBytes(StandardCharsets.UTF_8);
      for (int i = 0; i < 10; i++) {
        body.write(row);
      }
      byte[] empty = "\n".repeat(1_000_000).getBytes(StandardCharsets.UTF_8);
      for (int i = 0; i < 20; i++) {
        body.write(empty);
      }
    }
    assertEquals(200, call.getResponseCode());
    try (Socket socket = new Socket(server.getHost(), server.getPort())) {
      socket
          .getOutputStream()
          .write(
              head(bank, "/payments", "application/json", 20_000_000)
                  .getBytes(StandardCharsets.UTF_8));
      socket.getOutputStream().flush();
      byte[] answer = socket.getInputStream().readNBytes(12);
      assertEquals("HTTP/1.1 413", new String(answer, StandardCharsets.UTF_8));
    }
  }

  @Test
  void a_connection_cut_half_way_ends_as_a_failed_import_with_nothing_loaded() throws Exception {
    Creditor bank = people.bank();
    try (Socket socket = new Socket(server.getHost(), server.getPort())) {
      socket
          .getOutputStream()
          .write(
              (head(bank, "/portfolio", "text/csv", 100_000) + FILE)
                  .getBytes(StandardCharsets.UTF_8));
      socket.getOutputStream().flush();
      while (!"reading".equals(state(bank))) {
        Thread.onSpinWait();
      }
    }
    while ("reading".equals(state(bank))) {
      Thread.onSpinWait();
    }
    assertEquals("failed", state(bank));
    assertTrue(
        text(bank, "SELECT failure FROM portfolio_import")
            .endsWith("the connection ended before the file did"));
    assertEquals("0", accounts(bank));
  }

  private String sample(Creditor bank) throws Exception {
    HttpURLConnection call = post(bank, "/portfolio?mode=snapshot", "text/csv");
    try (InputStream shipped = getClass().getResourceAsStream("/sample/portfolio.csv.gz");
        InputStream text = new GZIPInputStream(shipped);
        OutputStream body = call.getOutputStream()) {
      text.transferTo(body);
    }
    assertEquals(200, call.getResponseCode());
    String answer = new String(call.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return answer.substring(answer.indexOf("\"rows\""), answer.indexOf(",\"recalled\""));
  }

  private static String head(Creditor bank, String path, String type, int length) {
    return "POST %s HTTP/1.1\r\nHost: localhost\r\nX-Test-Role: integration,installation\r\nContent-Type: %s\r\nContent-Length: %d\r\n\r\n"
        .formatted(path(bank, path), type, length);
  }

  private HttpURLConnection post(Creditor bank, String path, String type) throws Exception {
    HttpURLConnection call =
        (HttpURLConnection) java.net.URI.create(base() + path(bank, path)).toURL().openConnection();
    call.setRequestMethod("POST");
    call.setRequestProperty("Content-Type", type);
    call.setRequestProperty("X-Test-Role", "integration,installation");
    call.setDoOutput(true);
    if (path.startsWith("/portfolio")) {
      call.setChunkedStreamingMode(0);
    }
    return call;
  }

  private String base() {
    return "http://" + server.getHost() + ":" + server.getPort();
  }

  private static String path(Creditor bank, String rest) {
    return "/api/v1/creditors/" + bank.code() + rest;
  }

  private String state(Creditor bank) {
    return text(bank, "SELECT COALESCE(min(state), '') FROM portfolio_import");
  }

  private String accounts(Creditor bank) {
    return text(bank, "SELECT count(*)::text FROM account");
  }

  private String text(Creditor bank, String statement) {
    return Await.on(
            () ->
                sql.asTenant(
                    bank.id().value(),
                    tx -> tx.first(statement, Tuple.tuple(), row -> row.getString(0))))
        .orElseThrow();
  }
}
