package io.batuta.document;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class PdfTest {

  private final Pdf pdf = new Pdf("Expediente de Peña", "página {page} de {pages}", "es");

  @Test
  void spanish_portuguese_and_typographic_signs_come_back_as_they_went_in() throws Exception {
    String text = "Ñandú, pingüino, «años» — ¿cuánto? São Paulo, não é R$ 5 ni 3 € (sí) \\ ok";
    pdf.paragraph(text, 10);
    assertTrue(PdfText.of(written()).contains(text), PdfText.of(written()));
  }

  @Test
  void what_the_font_does_not_have_loses_its_accent_or_is_a_question_mark() throws Exception {
    pdf.paragraph("Łódź ě 漢", 10);
    assertTrue(PdfText.of(written()).contains("?ódz e ?"), PdfText.of(written()));
  }

  @Test
  void a_long_table_has_its_head_on_every_page_and_each_page_its_number() throws Exception {
    pdf.table(new double[] {0.2, 0.8}, List.of("Hecho", "Qué pasó"), 8);
    for (int i = 1; i <= 200; i++) {
      pdf.row(List.of("f" + i, "Se planeó contactar por correo"));
    }
    List<String> pages = PdfText.pages(written());
    assertTrue(pages.size() > 3, pages.size() + " pages");
    for (int i = 0; i < pages.size(); i++) {
      assertTrue(pages.get(i).contains("Qué pasó"), pages.get(i));
      assertTrue(pages.get(i).contains("página " + (i + 1) + " de " + pages.size()));
    }
    String all = String.join("", pages);
    for (int i = 1; i <= 200; i++) {
      assertTrue(all.contains("f" + i + "\n"), "row " + i);
    }
  }

  @Test
  void a_word_that_is_too_wide_is_broken_and_nothing_of_it_is_lost() throws Exception {
    String hash = "0123456789abcdef".repeat(40);
    pdf.table(new double[] {0.1, 0.9}, List.of("a", "b"), 7);
    pdf.row(List.of(hash, ""));
    assertTrue(PdfText.of(written()).replace(" ", "").contains(hash));
    for (String line : Typeface.REGULAR.lines(hash, 7, 70)) {
      assertTrue(Typeface.REGULAR.width(line, 7) <= 70, line);
    }
  }

  @Test
  void a_row_longer_than_a_page_goes_on_overleaf() throws Exception {
    pdf.table(new double[] {0.5, 0.5}, List.of("a", "b"), 8);
    pdf.row(List.of("x\n".repeat(100), "corto"));
    List<String> pages = PdfText.pages(written());
    assertTrue(pages.size() >= 2);
    assertEquals(100, String.join("", pages).lines().filter(line -> line.equals("x")).count());
  }

  @Test
  void the_table_of_objects_says_where_each_begins() throws Exception {
    pdf.heading("Uno", 14);
    String raw = new String(written(), StandardCharsets.ISO_8859_1);
    int table = Integer.parseInt(raw.replaceAll("(?s).*startxref\\s+(\\d+)\\s+%%EOF\\s*", "$1"));
    List<String> lines = raw.substring(table).lines().toList();
    assertEquals("xref", lines.getFirst());
    for (int object = 1; object < Integer.parseInt(lines.get(1).split(" ")[1]); object++) {
      int at = Integer.parseInt(lines.get(2 + object).substring(0, 10));
      assertTrue(raw.startsWith(object + " 0 obj\n", at), "object " + object);
    }
  }

  @Test
  void shares_are_as_many_as_columns() {
    assertThrows(
        IllegalArgumentException.class, () -> pdf.table(new double[] {1}, List.of("a", "b"), 8));
  }

  private byte[] written() throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    pdf.writeTo(out);
    return out.toByteArray();
  }
}
