package io.batuta.portfolio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.batuta.portfolio.CsvFile.CsvRow;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CsvFileTest {

  @Test
  void comma_and_semicolon_are_told_apart_by_the_header() {
    assertEquals(List.of(row(2, "1", "x;y")), read("a,b\n1,x;y\n"));
    assertEquals(List.of(row(2, "1", "x,y")), read("a;b\n1;x,y\n"));
  }

  @Test
  void a_byte_order_mark_blanks_and_capitals_in_the_header_do_not_matter() {
    CsvFile file = CsvFile.open(bytes("\uFEFF Account_Number ,NAME\n1,x\n"));
    assertEquals(List.of("account_number", "name"), file.header());
  }

  @Test
  void a_quoted_value_may_hold_the_separator_a_quote_and_line_ends_and_lines_are_still_counted() {
    assertEquals(
        List.of(row(2, "1", "x, \"y\"\r\nz"), row(4, "2", "w")),
        read("a,b\r\n1,\"x, \"\"y\"\"\r\nz\"\r\n2,w\r\n"));
  }

  @Test
  void empty_lines_are_no_rows_and_rows_of_other_length_come_as_they_are() {
    assertEquals(List.of(row(3, "1"), row(5, "1", "2", "3")), read("a,b\n\n1\n\n1,2,3\n"));
  }

  @Test
  void an_empty_file_is_broken() {
    assertEquals("line 1: the file is empty", broken(bytes("")));
    assertEquals("line 1: the file is empty", broken(bytes("\uFEFF")));
    assertEquals("line 1: the file is empty", broken(bytes("\n\n")));
  }

  @Test
  void a_quote_that_does_not_end_names_the_row_and_the_column_it_began_in() {
    String why =
        "a quoted value does not end: a quote is missing, or one within a value is not doubled";
    assertEquals("line 3, column b: " + why, broken(bytes("a,b\n1,x\n2,\"y\n3,z\n")));
    assertEquals("line 2, column b: " + why, broken(bytes("a,b\n1,\"x\"y,2\n")));
  }

  @Test
  void a_byte_of_latin_1_is_named_with_its_line() {
    String why = broken(bytes("a,b\n1,x\n2,Mu\u00f1oz\n", StandardCharsets.ISO_8859_1));
    assertEquals(
        "line 3: byte 0xF1 after character 4 is not UTF-8 (it looks like Latin-1 or Windows-1252):"
            + " save the file as UTF-8",
        why);
  }

  @Test
  void a_character_cut_in_two_at_the_end_is_broken() {
    byte[] whole = "a,b\n1,ñ".getBytes(StandardCharsets.UTF_8);
    String why = broken(new ByteArrayInputStream(whole, 0, whole.length - 1));
    assertTrue(why.startsWith("line 2: byte 0xC3"), why);
  }

  @Test
  void a_character_cut_in_two_between_buffers_is_whole() {
    String value = "ñ".repeat(100_000);
    for (String lead : List.of("", "x")) {
      assertEquals(List.of(row(2, lead + value, "é€😀")), read("a,b\n" + lead + value + ",é€😀"));
    }
  }

  @Test
  void a_line_of_10_MB_is_refused_before_it_is_held() {
    byte[] line = new byte[10 * 1024 * 1024];
    Arrays.fill(line, (byte) 'x');
    String why = broken(new SequenceInputStream(bytes("a,b\n1,"), new ByteArrayInputStream(line)));
    assertEquals("line 2: the line is longer than 1048576 characters, the most we read", why);
    assertEquals(
        "line 1: the first line has no comma or semicolon within 65536 characters",
        broken(new ByteArrayInputStream(line)));
  }

  @Test
  void a_quoted_value_over_many_lines_that_never_ends_is_refused_before_it_is_held() {
    String why = broken(bytes("a,b\n1,\"" + "some words\n".repeat(500_000)));
    assertTrue(why.startsWith("line 2, column b: a quoted value does not end"), why);
  }

  @Test
  void a_connection_that_is_cut_says_how_far_it_came() {
    InputStream cut =
        new SequenceInputStream(
            bytes("a,b\n1,x\n2,"),
            new InputStream() {
              @Override
              public int read() throws IOException {
                throw new IOException("Connection reset");
              }
            });
    assertTrue(broken(cut).endsWith("the connection ended before the file did"));
  }

  private static List<CsvRow> read(String text) {
    return rows(bytes(text));
  }

  private static String broken(InputStream in) {
    return String.valueOf(assertThrows(BrokenFile.class, () -> rows(in)).getMessage());
  }

  private static List<CsvRow> rows(InputStream in) {
    CsvFile file = CsvFile.open(in);
    List<CsvRow> rows = new ArrayList<>();
    for (Optional<CsvRow> next = file.next(); next.isPresent(); next = file.next()) {
      rows.add(next.get());
    }
    return rows;
  }

  private static CsvRow row(long line, String... fields) {
    return new CsvRow(line, List.of(fields));
  }

  private static InputStream bytes(String text) {
    return bytes(text, StandardCharsets.UTF_8);
  }

  private static InputStream bytes(String text, Charset charset) {
    return new ByteArrayInputStream(text.getBytes(charset));
  }
}
