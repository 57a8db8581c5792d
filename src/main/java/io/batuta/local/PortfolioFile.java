package io.batuta.local;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Locale;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/** The CSV that a run imports: the sample, or a file of one's own, packed or not. */
final class PortfolioFile implements AutoCloseable {

  private static final String SAMPLE = "/sample/portfolio.csv.gz";

  private final Counting packed;
  private final InputStream csv;
  private final long size;

  private PortfolioFile(InputStream source, long size) throws IOException {
    this.packed = new Counting(source);
    this.size = size;
    BufferedInputStream peeked = new BufferedInputStream(packed, 1 << 16);
    peeked.mark(2);
    boolean gzip = peeked.read() == 0x1f && peeked.read() == 0x8b;
    peeked.reset();
    this.csv = gzip ? new GZIPInputStream(peeked, 1 << 16) : peeked;
  }

  /**
   * @param debtors only so many, from the first; null: all
   * @param scratch where a shortened copy may be written
   */
  static PortfolioFile open(Path own, @Nullable Integer debtors, Path scratch) {
    try {
      PortfolioFile whole = ofOneself(own);
      if (debtors == null) {
        return whole;
      }
      try (whole) {
        shorten(whole.csv, debtors, scratch);
      }
      return ofOneself(scratch);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * The sample, or what a creditor has of it.
   *
   * @param scratch where it is written
   */
  static PortfolioFile ofTheSample(SampleShare share, Path scratch) {
    try (PortfolioFile whole = sample()) {
      share.write(whole.csv, scratch);
      return ofOneself(scratch);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  InputStream csv() {
    return csv;
  }

  /** How much was read, from 0 to 1. */
  double share() {
    return size == 0 ? 0 : (double) packed.count / size;
  }

  @Override
  public void close() throws IOException {
    csv.close();
  }

  private static PortfolioFile sample() throws IOException {
    InputStream in = PortfolioFile.class.getResourceAsStream(SAMPLE);
    if (in == null) {
      throw new IllegalStateException("the sample portfolio is not in this build");
    }
    try (in) {
      byte[] all = in.readAllBytes();
      return new PortfolioFile(new java.io.ByteArrayInputStream(all), all.length);
    }
  }

  private static PortfolioFile ofOneself(Path file) throws IOException {
    return new PortfolioFile(Files.newInputStream(file), Files.size(file));
  }

  /** Copies the header and every account of the first {@code debtors} debtors. */
  static void shorten(InputStream csv, int debtors, Path copy) throws IOException {
    BufferedInputStream in = new BufferedInputStream(csv, 1 << 16);
    char separator = separator(in);
    try (CsvReader<CsvRecord> reader =
            CsvReader.builder()
                .fieldSeparator(separator)
                .ofCsvRecord(new InputStreamReader(in, StandardCharsets.UTF_8));
        CsvWriter writer = CsvWriter.builder().fieldSeparator(separator).build(copy)) {
      Iterator<CsvRecord> rows = reader.iterator();
      if (!rows.hasNext()) {
        return;
      }
      CsvRecord header = rows.next();
      writer.writeRecord(header.getFields());
      int column =
          header.getFields().stream()
              .map(name -> name.replace("\uFEFF", "").strip().toLowerCase(Locale.ROOT))
              .toList()
              .indexOf("debtor_number");
      Set<String> taken = new HashSet<>();
      while (rows.hasNext()) {
        CsvRecord row = rows.next();
        String debtor =
            column >= 0 && column < row.getFieldCount()
                ? row.getField(column)
                : Long.toString(row.getStartingLineNumber());
        if (taken.contains(debtor) || taken.size() < debtors) {
          taken.add(debtor);
          writer.writeRecord(row.getFields());
        }
      }
    }
  }

  /** A header with more semicolons than commas separates by semicolon. */
  private static char separator(BufferedInputStream in) throws IOException {
    in.mark(1 << 14);
    String head = new String(in.readNBytes(1 << 13), StandardCharsets.UTF_8);
    in.reset();
    String line = head.lines().findFirst().orElse("");
    long semicolons = line.chars().filter(c -> c == ';').count();
    return semicolons > line.chars().filter(c -> c == ',').count() ? ';' : ',';
  }

  private static final class Counting extends FilterInputStream {
    private volatile long count;

    Counting(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      int one = super.read();
      count(one < 0 ? 0 : 1);
      return one;
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
      int some = super.read(into, from, length);
      count(Math.max(some, 0));
      return some;
    }

    @Override
    public boolean markSupported() {
      return false;
    }

    // Read by one thread, looked at by another.
    @SuppressWarnings("NonAtomicVolatileUpdate")
    private void count(int some) {
      count += some;
    }
  }
}
