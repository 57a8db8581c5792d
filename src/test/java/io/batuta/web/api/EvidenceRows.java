package io.batuta.web.api;

import static org.junit.jupiter.api.Assertions.assertEquals;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import io.batuta.ledger.InclusionProof;
import io.restassured.response.Response;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/** A regulator's file as who receives it reads it: rows with names, and a proof by the book. */
final class EvidenceRows {

  private EvidenceRows() {}

  /** By the book, with nothing but the row: RFC 9162 over the sealed text. */
  static boolean holds(NamedCsvRecord fact) {
    HexFormat hex = HexFormat.of();
    List<byte[]> path =
        Arrays.stream(fact.getField("proof").split(" ")).map(hex::parseHex).toList();
    return new InclusionProof(
            Long.parseLong(fact.getField("leaf")), Long.parseLong(fact.getField("leaves")), path)
        .shows(
            fact.getField("leaf_text").getBytes(StandardCharsets.UTF_8),
            hex.parseHex(fact.getField("root")));
  }

  static NamedCsvRecord only(List<NamedCsvRecord> rows, String column, String value) {
    List<NamedCsvRecord> found =
        rows.stream().filter(row -> row.getField(column).equals(value)).toList();
    assertEquals(1, found.size(), column + " " + value);
    return found.getFirst();
  }

  static List<NamedCsvRecord> of(Response answer) {
    assertEquals(200, answer.statusCode(), answer.asString());
    return CsvReader.builder()
        .ofNamedCsvRecord(new String(answer.asByteArray(), StandardCharsets.UTF_8))
        .stream()
        .toList();
  }
}
