package io.batuta.portfolio;

import io.batuta.portfolio.CsvFile.CsvRow;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;

/**
 * Makes the sample portfolio from the UCI data set "Default of Credit Card Clients" (number 350,
 * I-Cheng Yeh, CC BY 4.0): real delinquency, balances, limits, payments, age and sex; everything
 * that would say who somebody is is made up from the row number. {@code scripts/sample} runs it;
 * its output is committed.
 *
 * <p>Read by column name, and {@code next_payment}, which tells what happened later, is never read.
 */
public final class SampleConverter {

  /**
   * One New Taiwan dollar in Colombian pesos. A convention, fixed so that the sample never changes;
   * near the rate of the years 2023 to 2026, some 1.7 times that of 2005, when the data was taken.
   */
  static final long PESOS_A_DOLLAR = 125;

  static final List<String> COLUMNS =
      List.of(
          "account_number",
          "debtor_number",
          "name",
          "document",
          "age",
          "sex",
          "language",
          "region",
          "city",
          "time_zone",
          "income_band",
          "product",
          "currency",
          "principal",
          "balance",
          "days_past_due",
          "phone_1",
          "phone_2",
          "whatsapp_1",
          "email_1",
          "authorised_channels",
          "late_months_6",
          "paid_last_month",
          "education",
          "marriage",
          "utilisation_percent");

  private SampleConverter() {}

  /**
   * @param args the UCI file, and where to write the sample, gzipped
   */
  public static void main(String[] args) throws IOException {
    if (args.length != 2) {
      System.err.println("usage: SampleConverter UCI_Credit_Card.csv portfolio.csv.gz");
      System.exit(2);
    }
    try (InputStream in = Files.newInputStream(Path.of(args[0]));
        OutputStream out = Files.newOutputStream(Path.of(args[1]));
        Writer text =
            new BufferedWriter(
                new OutputStreamWriter(new GZIPOutputStream(out), StandardCharsets.UTF_8))) {
      System.out.println(convert(in, text) + " accounts written to " + args[1]);
    }
  }

  /** Converts every row, and answers how many. The same rows always give the same text. */
  static long convert(InputStream uci, Appendable sample) throws IOException {
    CsvFile file = CsvFile.open(uci);
    SampleHistory history = new SampleHistory(file.header());
    sample.append(String.join(",", COLUMNS)).append('\n');
    long rows = 0;
    for (Optional<CsvRow> row = file.next(); row.isPresent(); row = file.next()) {
      sample.append(String.join(",", account(history.of(row.get())))).append('\n');
      rows++;
    }
    return rows;
  }

  private static List<String> account(SampleHistory.Month month) {
    long row = month.row();
    SamplePerson person = SamplePerson.of(row, month.woman());
    return List.of(
        "TC-%06d".formatted(row),
        "%06d".formatted(row),
        person.name(),
        person.document(),
        Integer.toString(month.age()),
        month.woman() ? "F" : "M",
        person.language(),
        person.region(),
        person.city(),
        "America/Bogota",
        month.incomeBand(),
        "tarjeta de crédito",
        "COP",
        Long.toString(month.limit() * PESOS_A_DOLLAR),
        Long.toString(month.balance() * PESOS_A_DOLLAR),
        Long.toString(month.daysPastDue()),
        person.phone(),
        person.secondPhone(),
        person.whatsapp(),
        person.email(),
        person.authorisedChannels(),
        Long.toString(month.lateMonths()),
        Long.toString(month.paid() * PESOS_A_DOLLAR),
        month.education(),
        month.marriage(),
        Long.toString(Math.floorDiv(month.balance() * 100, month.limit())));
  }
}
