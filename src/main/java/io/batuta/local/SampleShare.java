package io.batuta.local;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which accounts of the sample a creditor has: each account one of those who share it, by a hash of
 * its number, the same in every run; or all of them.
 */
final class SampleShare {

  private static final String COLOMBIA = "CO";

  private final String country;
  private final List<String> sharing;
  private final @Nullable Integer debtors;

  /**
   * @param sharing the countries among which the sample is divided, {@code country} one of them
   * @param debtors only of the first so many of the whole sample; null: all
   */
  SampleShare(String country, List<String> sharing, @Nullable Integer debtors) {
    this.country = country;
    this.sharing = List.copyOf(sharing);
    this.debtors = debtors;
  }

  /** Writes the share as a portfolio of its country; answers how many accounts. */
  long write(InputStream sample, Path csv) throws IOException {
    long written = 0;
    @Nullable SampleCountry elsewhere =
        country.equals(COLOMBIA) ? null : new SampleCountry(country);
    try (CsvReader<NamedCsvRecord> rows =
            CsvReader.builder()
                .ofNamedCsvRecord(new InputStreamReader(sample, StandardCharsets.UTF_8));
        CsvWriter writer = CsvWriter.builder().build(csv)) {
      long number = 0;
      for (NamedCsvRecord row : rows) {
        number++;
        if (number == 1) {
          writer.writeRecord(row.getHeader());
        }
        if (debtors != null && number > debtors) {
          break;
        }
        if (has(number)) {
          Map<String, String> cells = row.getFieldsAsMap();
          writer.writeRecord((elsewhere == null ? cells : elsewhere.moved(cells, number)).values());
          written++;
        }
      }
    }
    return written;
  }

  boolean has(long number) {
    return sharing
        .get((int) Chance.of(0, "share", number).between("whose", 0, sharing.size() - 1))
        .equals(country);
  }
}
