package io.batuta.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.i18n.phonenumbers.PhoneNumberUtil;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;

class SampleShareTest {

  static final List<String> COUNTRIES = SampleCreditor.COUNTRIES;
  private static final PhoneNumberUtil PHONES = PhoneNumberUtil.getInstance();

  @TempDir Path folder;

  @Test
  void each_account_belongs_to_one_of_the_three_and_a_third_to_each() {
    for (long number = 1; number <= 300; number++) {
      long row = number;
      assertEquals(1, SampleCreditor.TOGETHER.stream().filter(c -> shared(c).has(row)).count());
    }
    for (String country : SampleCreditor.TOGETHER) {
      long has = LongStream.rangeClosed(1, 30_000).filter(shared(country)::has).count();
      assertTrue(has > 9_700 && has < 10_300, country + " " + has);
    }
  }

  @ParameterizedTest
  @FieldSource("COUNTRIES")
  void people_of_every_country_can_be_reached_there_in_form_and_nowhere_in_fact(String country)
      throws Exception {
    List<NamedCsvRecord> rows = rows(new SampleShare(country, List.of(country), 400));
    assertEquals(400, rows.size());
    Set<String> languages = new HashSet<>();
    for (NamedCsvRecord row : rows) {
      String phone = row.getField("phone_1");
      assertTrue(PHONES.isValidNumberForRegion(PHONES.parse(phone, country), country), phone);
      assertTrue(ZoneId.getAvailableZoneIds().contains(row.getField("time_zone")), row.toString());
      assertTrue(
          row.getField("email_1").matches("|[a-z.]+\\.[0-9]+@example\\.com"), row.toString());
      assertTrue(row.getField("name").length() > 4, row.toString());
      languages.add(row.getField("language"));
    }
    assertEquals(
        400, rows.stream().map(row -> row.getField("document")).distinct().count(), country);
    for (Object campaign :
        SampleCreditor.in(country).definitions().getJsonObject("campaigns").getMap().values()) {
      Set<?> written =
          ((Map<?, ?>) ((Map<?, ?>) ((Map<?, ?>) campaign).get("templates")).get("SMS")).keySet();
      assertTrue(written.stream().anyMatch(languages::contains), country + " " + languages);
    }
  }

  @ParameterizedTest
  @CsvSource({"CO, COP, 489125", "MX, MXN, 2152.15", "PE, PEN, 469.56", "CL, CLP, 117390"})
  void money_is_converted_to_the_countrys_own(String country, String currency, BigDecimal balance)
      throws Exception {
    NamedCsvRecord first = rows(new SampleShare(country, List.of(country), 1)).getFirst();
    assertEquals(currency, first.getField("currency"));
    assertEquals(balance, new BigDecimal(first.getField("balance")));
    assertEquals("TC-000001", first.getField("account_number"));
  }

  @Test
  void the_same_share_is_the_same_text_every_time() throws Exception {
    Path one = folder.resolve("one.csv");
    Path two = folder.resolve("two.csv");
    for (Path file : List.of(one, two)) {
      try (var sample = getClass().getResourceAsStream("/sample/portfolio.csv.gz");
          var text = new java.util.zip.GZIPInputStream(sample)) {
        new SampleShare("MX", SampleCreditor.TOGETHER, 1_000).write(text, file);
      }
    }
    assertEquals(-1, Files.mismatch(one, two));
  }

  private List<NamedCsvRecord> rows(SampleShare share) throws IOException {
    try (PortfolioFile file = PortfolioFile.ofTheSample(share, folder.resolve("share.csv"));
        CsvReader<NamedCsvRecord> reader =
            CsvReader.builder()
                .ofNamedCsvRecord(
                    new java.io.InputStreamReader(
                        file.csv(), java.nio.charset.StandardCharsets.UTF_8))) {
      List<NamedCsvRecord> rows = new ArrayList<>();
      reader.forEach(rows::add);
      return rows;
    }
  }

  private static SampleShare shared(String country) {
    return new SampleShare(country, SampleCreditor.TOGETHER, null);
  }
}
