package io.batuta.document;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;

/**
 * A PDF of text and tables on A4 across, written as it grows: headings, paragraphs, and tables
 * whose head stands on every page. Each page says which it is, and of how many. Memory holds the
 * compressed pages, some 3 KB each.
 */
public final class Pdf {

  private static final double WIDTH = 842;
  private static final double HEIGHT = 595;
  private static final double MARGIN = 36;
  private static final double FOOT = 24;
  private static final double LEADING = 1.28;
  private static final double GAP = 6;

  /** Of a page's measure, without margins. */
  public static final double MEASURE = WIDTH - 2 * MARGIN;

  /** The first objects of the file: catalogue, pages, two fonts, what it is about. */
  private static final int FIRST_PAGE = 6;

  private final String title;
  private final String footer;
  private final String language;
  private final List<byte[]> pages = new ArrayList<>();
  private StringBuilder page = new StringBuilder();
  private double y = HEIGHT - MARGIN;
  private double[] columns = {};
  private List<String> head = List.of();
  private double size = 8;

  /**
   * @param footer of each page; {@code {page}} and {@code {pages}} become numbers
   * @param language of the text, as {@code es}: whoever has it read aloud hears it right
   */
  public Pdf(String title, String footer, String language) {
    this.title = title;
    this.footer = footer;
    this.language = language;
  }

  public void heading(String text, double points) {
    List<String> lines = Typeface.BOLD.lines(text, points, MEASURE);
    // A heading alone at the foot of a page is none.
    room(lines.size() * points * LEADING + 40);
    y -= GAP;
    write(lines, Typeface.BOLD, points, MARGIN);
    y -= GAP / 2;
  }

  public void paragraph(String text, double points) {
    for (String line : Typeface.REGULAR.lines(text, points, MEASURE)) {
      room(points * LEADING);
      write(List.of(line), Typeface.REGULAR, points, MARGIN);
    }
    y -= GAP / 2;
  }

  /**
   * Begins a table; {@link #row} adds to it.
   *
   * @param shares of the measure that each column gets; together 1
   * @throws IllegalArgumentException if there is not a share for each column
   */
  public void table(double[] shares, List<String> names, double points) {
    if (shares.length != names.size()) {
      throw new IllegalArgumentException(shares.length + " shares for " + names.size());
    }
    columns = shares.clone();
    head = List.copyOf(names);
    size = points;
    room(4 * points * LEADING);
    head();
  }

  /** A row; one that is longer than a page goes on overleaf. */
  public void row(List<String> cells) {
    List<List<String>> lines = wrapped(cells, Typeface.REGULAR);
    int longest = lines.stream().mapToInt(List::size).max().orElse(0);
    double line = size * LEADING;
    if (longest * line > y - MARGIN - FOOT && longest * line < HEIGHT / 2) {
      nextPage();
      head();
    }
    for (int i = 0; i < longest; i++) {
      if (y - line < MARGIN + FOOT) {
        nextPage();
        head();
      }
      int at = i;
      across(lines.stream().map(cell -> at < cell.size() ? cell.get(at) : "").toList());
    }
    rule(0.25);
  }

  /** Writes the file. Nothing can be added afterwards. */
  public void writeTo(OutputStream out) throws IOException {
    endPage();
    PdfFile file = new PdfFile(out);
    file.begin();
    StringBuilder kids = new StringBuilder();
    for (int i = 0; i < pages.size(); i++) {
      kids.append(FIRST_PAGE + 3 * i).append(" 0 R ");
    }
    file.object(1, "<< /Type /Catalog /Pages 2 0 R /Lang (" + language + ") >>");
    file.object(2, "<< /Type /Pages /Count " + pages.size() + " /Kids [ " + kids + "] >>");
    file.object(3, font(Typeface.REGULAR));
    file.object(4, font(Typeface.BOLD));
    file.object(5, "<< /Title " + Typeface.REGULAR.literal(title) + " /Producer (Batuta) >>");
    for (int i = 0; i < pages.size(); i++) {
      int object = FIRST_PAGE + 3 * i;
      file.object(
          object,
          ("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 %.0f %.0f] /Resources << /Font << /F0 3 0 R /F1 4 0 R >> >>"
                  + " /Contents [ %d 0 R %d 0 R ] >>")
              .formatted(WIDTH, HEIGHT, object + 1, object + 2));
      file.stream(object + 1, pages.get(i));
      file.stream(object + 2, compressed(foot(i + 1)));
    }
    file.end();
  }

  private void head() {
    y -= 2;
    List<List<String>> lines = wrapped(head, Typeface.BOLD);
    int longest = lines.stream().mapToInt(List::size).max().orElse(0);
    for (int i = 0; i < longest; i++) {
      int at = i;
      double x = MARGIN;
      y -= size * LEADING;
      for (int column = 0; column < columns.length; column++) {
        List<String> cell = lines.get(column);
        show(at < cell.size() ? cell.get(at) : "", Typeface.BOLD, size, x);
        x += columns[column] * MEASURE;
      }
    }
    rule(0.75);
  }

  private List<List<String>> wrapped(List<String> cells, Typeface face) {
    List<List<String>> lines = new ArrayList<>();
    for (int column = 0; column < columns.length; column++) {
      lines.add(face.lines(cells.get(column), size, columns[column] * MEASURE - GAP));
    }
    return lines;
  }

  private void across(List<String> texts) {
    y -= size * LEADING;
    double x = MARGIN;
    for (int column = 0; column < columns.length; column++) {
      show(texts.get(column), Typeface.REGULAR, size, x);
      x += columns[column] * MEASURE;
    }
  }

  private void write(List<String> lines, Typeface face, double points, double x) {
    for (String line : lines) {
      y -= points * LEADING;
      show(line, face, points, x);
    }
  }

  private void show(String text, Typeface face, double points, double x) {
    if (!text.isEmpty()) {
      page.append(text(text, face, points, x, y));
    }
  }

  private static String text(String text, Typeface face, double points, double x, double y) {
    return String.format(
        Locale.ROOT,
        "BT /F%d %.1f Tf %.2f %.2f Td %s Tj ET%n",
        face.ordinal(),
        points,
        x,
        y,
        face.literal(text));
  }

  /** A line across under what was written. */
  private void rule(double thickness) {
    y -= 3;
    page.append(
        String.format(
            Locale.ROOT,
            "%.2f w %.2f %.2f m %.2f %.2f l S%n",
            thickness,
            MARGIN,
            y,
            WIDTH - MARGIN,
            y));
  }

  private void room(double height) {
    if (y - height < MARGIN + FOOT) {
      nextPage();
    }
  }

  private void nextPage() {
    endPage();
    page = new StringBuilder();
    y = HEIGHT - MARGIN;
  }

  private void endPage() {
    pages.add(compressed(page.toString()));
  }

  private String foot(int number) {
    String text =
        footer
            .replace("{pages}", Integer.toString(pages.size()))
            .replace("{page}", Integer.toString(number));
    return text(text, Typeface.REGULAR, 7, MARGIN, MARGIN - 4);
  }

  private static String font(Typeface face) {
    return "<< /Type /Font /Subtype /Type1 /BaseFont /%s /Encoding /WinAnsiEncoding >>"
        .formatted(face.font());
  }

  private static byte[] compressed(String content) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION);
    try (OutputStream out = new DeflaterOutputStream(bytes, deflater)) {
      out.write(content.getBytes(StandardCharsets.US_ASCII));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      deflater.end();
    }
    return bytes.toByteArray();
  }
}
