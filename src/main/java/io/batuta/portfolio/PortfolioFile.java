package io.batuta.portfolio;

import io.batuta.portfolio.CsvFile.CsvRow;
import io.batuta.portfolio.Rejection.Refused;
import java.io.InputStream;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A portfolio file as it streams in: batch after batch, never more than one of them held. */
final class PortfolioFile {

  /** Large enough that a commit is cheap, small enough that a hundred imports fit in memory. */
  static final int ROWS_IN_A_BATCH = 5_000;

  private final CsvFile file;
  private final PortfolioHeader header;
  private final RowReader reader;

  /**
   * Some rows of the file.
   *
   * @param rejections of rows and of values
   * @param last whether the file ended
   */
  record Batch(List<ImportRow> rows, List<Rejection> rejections, boolean last) {
    Batch {
      rows = List.copyOf(rows);
      rejections = List.copyOf(rejections);
    }

    /** Rows of the file that it stands for. */
    long size() {
      return rows.size() + refused(Refused.ROW);
    }

    long refused(Refused what) {
      return rejections.stream().filter(rejection -> rejection.refused() == what).count();
    }
  }

  private PortfolioFile(CsvFile file, PortfolioHeader header, RowReader reader) {
    this.file = file;
    this.header = header;
    this.reader = reader;
  }

  /**
   * Reads the header.
   *
   * @throws BrokenFile if it is none
   */
  static PortfolioFile open(InputStream bytes, Creditor creditor, LocalDate today) {
    CsvFile file = CsvFile.open(bytes);
    PortfolioHeader header = PortfolioHeader.of(file.header());
    return new PortfolioFile(file, header, new RowReader(header, creditor, today));
  }

  PortfolioHeader header() {
    return header;
  }

  /**
   * The next rows; the last batch may be empty. Blocks while the stream does.
   *
   * @throws BrokenFile if the file cannot be read on
   */
  Batch nextBatch() {
    List<ImportRow> rows = new ArrayList<>();
    List<Rejection> rejections = new ArrayList<>();
    for (int i = 0; i < ROWS_IN_A_BATCH; i++) {
      Optional<CsvRow> row = file.next();
      if (row.isEmpty()) {
        return new Batch(rows, rejections, true);
      }
      switch (reader.read(row.get())) {
        case RowReader.Reading.Row read -> {
          rows.add(read.row());
          rejections.addAll(read.refused());
        }
        case RowReader.Reading.Refusal refusal -> rejections.add(refusal.rejection());
      }
    }
    return new Batch(rows, rejections, false);
  }
}
