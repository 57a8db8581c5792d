package io.batuta.suppression;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.batuta.portfolio.BrokenFile;
import io.batuta.portfolio.CsvFile;
import io.batuta.portfolio.CsvFile.CsvRow;
import io.batuta.suppression.PaymentsReading.Lines;
import io.batuta.suppression.PaymentsReading.Unreadable;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads payments from a body, whatever door it came through. Pure. */
public final class PaymentLines {

  private static final int LONGEST_NUMBER = 30;

  /** Amounts stay exact: as written, never through a binary number. */
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .build();

  /** JSON names by the column that says the same in a CSV file. */
  private static final Map<String, String> COLUMNS =
      Map.of(
          "reference", "reference",
          "account_number", "accountNumber",
          "amount", "amount",
          "currency", "currency",
          "paid_at", "paidAt");

  /** Stands for a list or an object where a word was to be: said, and of no meaning to anybody. */
  private static final String NO_WORD = "\u001a";

  private PaymentLines() {}

  /** {@code [{reference, accountNumber, amount, currency, paidAt, reversed}]}. */
  public static PaymentsReading parseJson(byte[] body) {
    JsonNode root;
    try {
      root = JSON.readTree(body);
    } catch (JsonProcessingException e) {
      long line = e.getLocation() == null ? 1 : e.getLocation().getLineNr();
      return new Unreadable(line, null, "not JSON: " + e.getOriginalMessage());
    } catch (IOException e) {
      return new Unreadable(1, null, "not JSON in UTF-8");
    }
    if (root == null || !root.isArray()) {
      return new Unreadable(1, null, "expected an array of payments");
    }
    List<Payment> payments = new ArrayList<>();
    for (JsonNode node : root) {
      payments.add(
          new Payment(
              payments.size(),
              text(node, "reference"),
              text(node, "accountNumber"),
              text(node, "amount"),
              text(node, "currency"),
              text(node, "paidAt"),
              text(node, "reversed")));
    }
    return new Lines(payments);
  }

  /**
   * A header and a line per payment, {@code reference, account_number, amount, currency, paid_at}
   * in any order (the JSON names do too), and {@code reversed} where some are taken back; comma or
   * semicolon, UTF-8.
   */
  public static PaymentsReading parseCsv(byte[] body) {
    try {
      CsvFile file = CsvFile.open(new ByteArrayInputStream(body));
      Map<String, Integer> at = new HashMap<>();
      for (Map.Entry<String, String> column : COLUMNS.entrySet()) {
        int position = file.header().indexOf(column.getKey());
        if (position < 0) {
          position = file.header().indexOf(column.getValue().toLowerCase(Locale.ROOT));
        }
        if (position < 0) {
          return new Unreadable(1, column.getKey(), "the header lacks this column");
        }
        at.put(column.getValue(), position);
      }
      int reversed = file.header().indexOf("reversed");
      if (reversed >= 0) {
        at.put("reversed", reversed);
      }
      List<Payment> payments = new ArrayList<>();
      for (Optional<CsvRow> row = file.next(); row.isPresent(); row = file.next()) {
        payments.add(payment(row.get(), file.header().size(), at));
      }
      return new Lines(payments);
    } catch (BrokenFile broken) {
      return new Unreadable(broken.line(), broken.column(), broken.reason());
    }
  }

  /**
   * A row of other length has nothing that could be trusted: it comes out empty, and is refused.
   */
  private static Payment payment(CsvRow row, int width, Map<String, Integer> at) {
    return row.fields().size() != width
        ? new Payment(row.line(), null, null, null, null, null)
        : new Payment(
            row.line(),
            cell(row, at, "reference"),
            cell(row, at, "accountNumber"),
            cell(row, at, "amount"),
            cell(row, at, "currency"),
            cell(row, at, "paidAt"),
            cell(row, at, "reversed"));
  }

  private static @Nullable String cell(CsvRow row, Map<String, Integer> at, String field) {
    Integer position = at.get(field);
    String value = position == null ? "" : row.fields().get(position).strip();
    return value.isEmpty() ? null : value;
  }

  private static @Nullable String text(JsonNode payment, String field) {
    JsonNode value = payment.get(field);
    if (value == null || value.isNull()) {
      return null;
    }
    if (!value.isValueNode()) {
      return field.equals("reference") ? null : NO_WORD;
    }
    String text = value.isNumber() ? plain(value.decimalValue()) : value.asText().strip();
    return text.isEmpty() ? null : text;
  }

  /**
   * An exponent of a billion would be written out: such a number is left as it came, and refused.
   */
  private static String plain(BigDecimal number) {
    return Math.abs((long) number.scale()) > LONGEST_NUMBER
        ? number.toString()
        : number.toPlainString();
  }
}
