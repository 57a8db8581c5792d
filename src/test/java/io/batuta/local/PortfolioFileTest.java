package io.batuta.local;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PortfolioFileTest {

  private static final String CSV =
      """
      account_number;debtor_number;name;balance
      A1;D1;"Ana; la ""una"", hija";10,5
      A2;D2;Beto;20
      A3;D1;"Ana
      Pérez";30
      A4;D3;Carla;40
      """;

  @TempDir Path folder;

  @Test
  void the_first_debtors_keep_all_their_accounts_and_every_quoted_line_break() throws Exception {
    Path copy = folder.resolve("short.csv");
    PortfolioFile.shorten(new ByteArrayInputStream(CSV.getBytes(StandardCharsets.UTF_8)), 2, copy);
    String text = Files.readString(copy).replace("\r\n", "\n");
    assertEquals(CSV.replace("A4;D3;Carla;40\n", ""), text);
  }

  @Test
  void a_packed_file_is_unpacked_and_its_progress_ends_at_one() throws Exception {
    Path packed = folder.resolve("mine.csv.gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(packed))) {
      out.write(CSV.getBytes(StandardCharsets.UTF_8));
    }
    assertEquals(CSV, read(packed));
  }

  @Test
  void a_plain_file_is_taken_as_it_is() throws Exception {
    assertEquals(CSV, read(Files.writeString(folder.resolve("mine.csv"), CSV)));
  }

  private String read(Path file) throws IOException {
    try (PortfolioFile portfolio = PortfolioFile.open(file, null, folder.resolve("scratch"))) {
      String text = new String(portfolio.csv().readAllBytes(), StandardCharsets.UTF_8);
      assertEquals(1.0, portfolio.share());
      return text;
    }
  }
}
