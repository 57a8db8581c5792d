package io.batuta.portfolio;

import io.batuta.portfolio.CsvFile.CsvRow;
import io.batuta.portfolio.ImportRow.Point;
import io.batuta.portfolio.PortfolioHeader.PointColumn;
import io.batuta.portfolio.Rejection.Refused;
import io.vertx.core.json.JsonObject;
import java.time.LocalDate;
import java.time.Period;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads one row of a portfolio file. Pure: the same row, creditor and day give the same answer. */
final class RowReader {

  private static final int LONGEST_NUMBER = 64;
  private static final int LONGEST_TEXT = 200;
  private static final int MOST_DAYS = 36_500;

  private final PortfolioHeader header;
  private final Creditor creditor;
  private final LocalDate today;
  private final Words words;
  private final PointReader points;

  /** What a row came to. */
  sealed interface Reading {

    /**
     * @param refused contact points that stayed out
     */
    record Row(ImportRow row, List<Rejection> refused) implements Reading {
      public Row {
        refused = List.copyOf(refused);
      }
    }

    record Refusal(Rejection rejection) implements Reading {}
  }

  /**
   * @param today the creditor's business date: days past due are counted back from it
   */
  RowReader(PortfolioHeader header, Creditor creditor, LocalDate today) {
    this.header = header;
    this.creditor = creditor;
    this.today = today;
    this.words = new Words(creditor);
    this.points = new PointReader(creditor.country());
  }

  Reading read(CsvRow row) {
    if (row.fields().size() != header.width()) {
      return new Reading.Refusal(
          new Rejection(
              row.line(),
              null,
              null,
              Refused.ROW,
              "has %d columns where the header has %d"
                  .formatted(row.fields().size(), header.width())));
    }
    Cells cells = new Cells(row, header.known());
    List<Rejection> refused = new ArrayList<>();
    String number = cells.identifier("account_number", LONGEST_NUMBER);
    Currency currency = words.currency(cells);
    Long balance = cells.minorUnits("balance", currency);
    if (balance == null) {
      cells.refuse("balance", "is empty");
    }
    LocalDate dueDate = dueDate(cells);
    JsonObject attributes = attributes(cells);
    LocalDate birthDate = cells.date("birth_date", LocalDate.of(1900, 1, 1), today);
    ImportRow read =
        new ImportRow(
            row.line(),
            number,
            cells.identifier("debtor_number", LONGEST_NUMBER),
            cells.identifier("name", LONGEST_TEXT),
            cells.text("document", LONGEST_NUMBER),
            birthDate,
            age(cells, birthDate),
            words.sex(cells),
            words.language(cells),
            cells.text("region", LONGEST_TEXT),
            cells.text("city", LONGEST_TEXT),
            words.timeZone(cells),
            cells.text("income_band", LONGEST_NUMBER),
            cells.text("product", LONGEST_TEXT),
            currency.getCurrencyCode(),
            cells.minorUnits("principal", currency),
            Objects.requireNonNullElse(balance, 0L),
            Objects.requireNonNullElse(dueDate, today),
            words.authorisedChannels(cells),
            words.status(cells),
            cells.text("guarantor_of", LONGEST_NUMBER),
            attributes,
            points(row, cells, number, refused));
    return cells
        .rejection(number)
        .<Reading>map(Reading.Refusal::new)
        .orElseGet(() -> new Reading.Row(read, refused));
  }

  /** Stored as a date, so that it ages by itself. Negative days past due: not due yet. */
  private @Nullable LocalDate dueDate(Cells cells) {
    LocalDate said = cells.date("due_date", today.minusDays(MOST_DAYS), today.plusDays(MOST_DAYS));
    Integer days = cells.whole("days_past_due", -MOST_DAYS, MOST_DAYS);
    if (said == null && days == null) {
      cells.refuse(
          header.known().containsKey("due_date") ? "due_date" : "days_past_due", "is empty");
    }
    return said != null || days == null ? said : today.minusDays(days);
  }

  private @Nullable Integer age(Cells cells, @Nullable LocalDate birthDate) {
    Integer said = cells.whole("age", 0, 130);
    return birthDate == null ? said : Integer.valueOf(Period.between(birthDate, today).getYears());
  }

  /** An empty cell is a JSON null here: it takes away what an earlier file said. */
  private JsonObject attributes(Cells cells) {
    JsonObject attributes = new JsonObject();
    header
        .attributes()
        .forEach(
            (name, position) -> attributes.put(name, cells.text(name, position, LONGEST_TEXT)));
    return attributes;
  }

  private List<Point> points(CsvRow row, Cells cells, String number, List<Rejection> refused) {
    List<Point> reached = new ArrayList<>();
    for (PointColumn column : header.points()) {
      String value = cells.text(column.name(), column.position(), CsvFile.LONGEST_ROW);
      if (value == null) {
        continue;
      }
      points
          .normal(column.kind(), value)
          .map(address -> new Point(column.kind(), address))
          .ifPresentOrElse(
              point -> {
                if (!reached.contains(point)) {
                  reached.add(point);
                }
              },
              () ->
                  refused.add(
                      new Rejection(
                          row.line(),
                          number,
                          column.name(),
                          Refused.VALUE,
                          points.refusal(column.kind()))));
    }
    return reached;
  }
}
