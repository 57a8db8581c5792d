package io.batuta.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import io.vertx.core.json.JsonObject;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EvidenceOptionsTest {

  @TempDir Path folder;

  @Test
  void a_debtor_or_a_period_becomes_the_path_that_is_asked() throws Exception {
    assertEquals(
        "/api/v1/creditors/demo/debtors/A%2F7%20b/evidence?format=pdf",
        EvidenceOptions.parse("--creditor", "demo", "--debtor", "A/7 b", "--out", "x", "--pdf")
            .path("pdf"));
    assertEquals(
        "/api/v1/creditors/demo/evidence?format=csv&from=2026-11-23&to=2026-11-24",
        EvidenceOptions.parse(
                "--creditor", "demo", "--from", "2026-11-23", "--to", "2026-11-24", "--out", "x")
            .path("csv"));
  }

  @ParameterizedTest
  @CsvSource({
    "--creditor demo --out x, --debtor",
    "--creditor demo --out x --from 2026-11-23, --debtor",
    "--debtor 1 --out x, --creditor",
    "--creditor demo --debtor 1, --out",
    "--creditor demo --out x --from 2026-11-23 --to 2026-11-22, precede",
    "--creditor demo --out x --from soon, soon",
    "--creditor demo --out, needs a value",
    "--creator demo, --creator"
  })
  void a_bad_option_is_said_in_one_sentence(String line, String said) {
    Options.BadOption bad =
        assertThrows(Options.BadOption.class, () -> EvidenceOptions.parse(line.split(" ")));
    assertTrue(bad.getMessage().contains(said), bad.getMessage());
  }

  @Test
  void the_script_tells_every_option() throws Exception {
    String script = Files.readString(Path.of("scripts/evidence"));
    for (String option :
        List.of("creditor", "debtor", "from", "to", "out", "pdf", "english", "url")) {
      assertTrue(script.contains("#   --" + option + " "), option);
    }
  }

  @Test
  void the_manifest_names_each_file_with_its_hash_and_a_refusal_is_told() throws Exception {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          byte[] body = "abc".getBytes(StandardCharsets.UTF_8);
          boolean pdf = exchange.getRequestURI().getQuery().contains("format=pdf");
          exchange.sendResponseHeaders(pdf ? 422 : 200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
    try {
      String root = "http://127.0.0.1:" + server.getAddress().getPort();
      String out = folder.resolve("out").toString();
      new EvidenceFolder(EvidenceOptions.parse("--creditor", "demo", "--debtor", "1", "--out", out))
          .take(root, "key");
      JsonObject file =
          new JsonObject(Files.readString(Path.of(out, "manifest.json")))
              .getJsonArray("files")
              .getJsonObject(0);
      assertEquals("evidence.csv", file.getString("name"));
      assertEquals(
          "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
          file.getString("sha256"));
      assertEquals("abc", Files.readString(Path.of(out, "evidence.csv")));
      String taken = Files.readString(Path.of(out, "manifest.json"));
      EvidenceOptions withPdf =
          EvidenceOptions.parse("--creditor", "demo", "--debtor", "1", "--out", out, "--pdf");
      Api.Refused refused =
          assertThrows(Api.Refused.class, () -> new EvidenceFolder(withPdf).take(root, "key"));
      assertTrue(refused.getMessage().contains("422"), refused.getMessage());
      // What was taken before stands as it was, and its manifest with it.
      assertEquals(taken, Files.readString(Path.of(out, "manifest.json")));
      assertEquals("abc", Files.readString(Path.of(out, "evidence.csv")));
    } finally {
      server.stop(0);
    }
  }
}
