package io.batuta.portfolio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

class SampleConverterTest {

  private static final String HEADER =
      "ID,LIMIT_BAL,SEX,EDUCATION,MARRIAGE,AGE,PAY_0,PAY_2,PAY_3,PAY_4,PAY_5,PAY_6,BILL_AMT1,BILL_AMT2,"
          + "BILL_AMT3,BILL_AMT4,BILL_AMT5,BILL_AMT6,PAY_AMT1,PAY_AMT2,PAY_AMT3,PAY_AMT4,PAY_AMT5,PAY_AMT6,next_payment\n";

  /** The first rows of the UCI data set 350, I-Cheng Yeh, CC BY 4.0. */
  private static final String FIRST_ROWS =
      HEADER
          + "1,20000,2,2,1,24,2,2,-1,-1,-2,-2,3913,3102,689,0,0,0,0,689,0,0,0,0,1\n"
          + "2,120000,2,2,2,26,-1,2,0,0,0,2,2682,1725,2682,3272,3455,3261,0,1000,1000,1000,0,2000,1\n";

  @Test
  void the_first_rows_convert_to_what_is_shipped() throws Exception {
    StringBuilder converted = new StringBuilder();
    assertEquals(2, SampleConverter.convert(stream(FIRST_ROWS), converted));
    assertEquals(shipped().subList(0, 3), converted.toString().lines().toList());
  }

  @Test
  void what_happened_in_the_month_after_never_enters() throws Exception {
    StringBuilder one = new StringBuilder();
    StringBuilder other = new StringBuilder();
    SampleConverter.convert(stream(FIRST_ROWS), one);
    SampleConverter.convert(stream(FIRST_ROWS.replace(",1\n", ",0\n")), other);
    assertEquals(one.toString(), other.toString());
    assertFalse(shipped().getFirst().contains("next_payment"));
    assertEquals(String.join(",", SampleConverter.COLUMNS), shipped().getFirst());
  }

  @Test
  void thirty_thousand_accounts_ship_and_none_of_their_people_can_be_real() throws Exception {
    List<String> rows = shipped().subList(1, shipped().size());
    assertEquals(30_000, rows.size());
    int document = SampleConverter.COLUMNS.indexOf("document");
    int phone = SampleConverter.COLUMNS.indexOf("phone_1");
    int email = SampleConverter.COLUMNS.indexOf("email_1");
    for (String row : rows) {
      String[] cells = row.split(",", -1);
      assertTrue(cells[document].matches("99[0-9]{8}"), row);
      assertTrue(cells[phone].matches("\\+5733335[0-9]{5}"), row);
      assertTrue(cells[email].isEmpty() || cells[email].endsWith("@example.com"), row);
    }
    assertEquals(30_000, rows.stream().map(row -> row.split(",", -1)[document]).distinct().count());
    long phones = rows.stream().map(row -> row.split(",", -1)[phone]).distinct().count();
    assertTrue(phones < 29_950 && phones > 29_800, "shared phones: " + (30_000 - phones));
  }

  @Test
  void late_accounts_fill_every_bucket() throws Exception {
    int column = SampleConverter.COLUMNS.indexOf("days_past_due");
    long[] buckets = new long[5];
    for (String row : shipped().subList(1, shipped().size())) {
      int days = Integer.parseInt(row.split(",", -1)[column]);
      buckets[days <= 0 ? 0 : Math.min(4, (days + 29) / 30)]++;
    }
    // The data set's own counts of clients 0, 1, 2, 3 and more months late.
    assertEquals(
        List.of(23_182L, 3_688L, 2_667L, 322L, 141L),
        java.util.Arrays.stream(buckets).boxed().toList());
  }

  @Test
  void another_file_is_refused() {
    assertThrows(
        BrokenFile.class,
        () -> SampleConverter.convert(stream("ID,AGE\n1,2\n"), new StringBuilder()));
  }

  private static List<String> shipped() throws IOException {
    try (InputStream in = SampleConverter.class.getResourceAsStream("/sample/portfolio.csv.gz");
        BufferedReader text =
            new BufferedReader(
                new InputStreamReader(new GZIPInputStream(in), StandardCharsets.UTF_8))) {
      return text.lines().toList();
    }
  }

  private static InputStream stream(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }
}
