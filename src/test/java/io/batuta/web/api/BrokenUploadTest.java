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
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * A whole portfolio whose upload breaks off. Every cut is where a row ends, so that the rows alone
 * do not tell: taken for whole, it would recall every account that had not come yet.
 */
@QuarkusTest
class BrokenUploadTest {

  private static final String HEADER = "account_number,debtor_number,name,balance,due_date\n";
  private static final String ANA = "A1,D1,Ana Diaz,1250.50,2026-10-01\n";
  private static final String LUIS = "A2,D2,Luis Paz,300,2026-11-01\n";

  /** More than a page of rows, in characters. */
  private static final int A_PAGE = 200_000;

  private static final Duration SOON = Duration.ofSeconds(30);

  @TestHTTPResource URL server;
  @Inject People people;
  @Inject Sql sql;

  @Test
  void chunks_without_the_last_one_are_no_file() throws Exception {
    recallsNobody(false, "Transfer-Encoding: chunked", chunk(HEADER), chunk(ANA));
  }

  @Test
  void a_chunk_that_is_cut_is_no_file() throws Exception {
    String cut = chunk(ANA + LUIS);
    recallsNobody(
        false, "Transfer-Encoding: chunked", chunk(HEADER), cut.substring(0, cut.indexOf(LUIS)));
  }

  @Test
  void fewer_bytes_than_were_announced_are_no_file() throws Exception {
    String whole = HEADER + ANA + LUIS;
    recallsNobody(false, "Content-Length: " + whole.length(), HEADER, ANA);
  }

  /** As by a proxy that gives up in order: our side can still answer, and must not say 200. */
  @Test
  void a_caller_who_ends_its_half_of_the_connection_too_early_has_sent_no_file() throws Exception {
    recallsNobody(true, "Transfer-Encoding: chunked", chunk(HEADER), chunk(ANA));
  }

  /** Many pages came before the line broke: what was staged goes, and nothing else. */
  @Test
  void pages_that_were_staged_before_the_cut_are_taken_back() throws Exception {
    StringBuilder rows = new StringBuilder(ANA);
    for (int n = 10; n < 12_000; n++) {
      rows.append("B%1$d,E%1$d,Eva Sol,10,2026-11-01\n".formatted(n));
    }
    recallsNobody(false, "Transfer-Encoding: chunked", chunk(HEADER), chunk(rows.toString()));
  }

  private void recallsNobody(boolean halfClosed, String length, String... parts) throws Exception {
    Creditor bank = people.bank();
    try (Socket whole =
        send(bank, "Transfer-Encoding: chunked", chunk(HEADER + ANA + LUIS), "0\r\n\r\n")) {
      assertEquals("HTTP/1.1 200", answer(whole));
    }
    assertEquals(List.of("loaded"), states(bank));
    try (Socket broken = send(bank, length, parts)) {
      until(bank, "reading", 1);
      while (Stream.of(parts).mapToInt(String::length).sum() > A_PAGE && staged(bank).equals("0")) {
        Thread.sleep(10);
      }
      if (halfClosed) {
        broken.shutdownOutput();
        assertTrue(!answer(broken).endsWith(" 200"), "taken for whole");
      }
    }
    until(bank, "reading", 0);
    assertEquals(List.of("failed", "loaded"), states(bank));
    assertEquals(
        List.of("A1 active", "A2 active"),
        texts(bank, "SELECT number || ' ' || status FROM account ORDER BY number"));
    assertEquals("0", staged(bank));
  }

  private Socket send(Creditor bank, String length, String... parts) throws IOException {
    Socket socket = new Socket(server.getHost(), server.getPort());
    OutputStream out = socket.getOutputStream();
    String head =
        "POST /api/v1/creditors/%s/portfolio?mode=snapshot HTTP/1.1\r\nHost: localhost\r\nX-Test-Role: integration,installation\r\nContent-Type: text/csv\r\n%s\r\n\r\n"
            .formatted(bank.code(), length);
    out.write(head.getBytes(StandardCharsets.UTF_8));
    for (String part : parts) {
      out.write(part.getBytes(StandardCharsets.UTF_8));
      out.flush();
    }
    return socket;
  }

  private static String chunk(String text) {
    return Integer.toHexString(text.length()) + "\r\n" + text + "\r\n";
  }

  /** The first twelve characters of what came back; fewer when the server hung up. */
  private static String answer(Socket socket) throws IOException {
    socket.setSoTimeout((int) SOON.toMillis());
    return new String(socket.getInputStream().readNBytes(12), StandardCharsets.UTF_8);
  }

  private void until(Creditor bank, String state, int imports) throws InterruptedException {
    long end = System.nanoTime() + SOON.toNanos();
    while (states(bank).stream().filter(state::equals).count() != imports) {
      assertTrue(System.nanoTime() < end, () -> "still " + states(bank));
      Thread.sleep(10);
    }
  }

  private String staged(Creditor bank) {
    return texts(bank, "SELECT count(*)::text FROM import_row").getFirst();
  }

  private List<String> states(Creditor bank) {
    return texts(bank, "SELECT state FROM portfolio_import ORDER BY state");
  }

  private List<String> texts(Creditor bank, String statement) {
    return Await.on(
        () ->
            sql.asTenant(
                bank.id().value(),
                tx -> tx.list(statement, Tuple.tuple(), row -> row.getString(0))));
  }
}
