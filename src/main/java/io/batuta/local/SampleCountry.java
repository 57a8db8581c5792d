package io.batuta.local;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.text.Normalizer;
import java.util.ArrayDeque;
import java.util.Currency;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A row of the sample as somebody of another country: the delinquency stays, the person is made up
 * again from the row number by {@code sample/countries.yaml}, and money is converted.
 */
final class SampleCountry {

  /** What the sample was converted at: Colombian pesos for one New Taiwan dollar. */
  private static final BigDecimal PESOS_A_DOLLAR = new BigDecimal(125);

  private static final List<String> AMOUNTS = List.of("principal", "balance", "paid_last_month");

  /** Three in a thousand share the phone of the client before them, as in Colombia. */
  private static final double SHARED_PERCENT = 0.3;

  private final String code;
  private final JsonObject traits;
  private final BigDecimal rate;
  private final int digits;

  SampleCountry(String code) {
    this.code = code;
    this.traits = SampleFile.read("countries.yaml").getJsonObject(code);
    if (traits == null) {
      throw new IllegalStateException("sample/countries.yaml says nothing of " + code);
    }
    this.rate = new BigDecimal(traits.getString("rate"));
    this.digits = Currency.getInstance(traits.getString("currency")).getDefaultFractionDigits();
  }

  /**
   * @param row of the sample, by column
   * @param number of the row, from 1
   */
  Map<String, String> moved(Map<String, String> row, long number) {
    Map<String, String> moved = new LinkedHashMap<>(row);
    Chance chance = Chance.of(0, code, number);
    JsonArray place = place(chance);
    AMOUNTS.forEach(column -> moved.computeIfPresent(column, (name, pesos) -> converted(pesos)));
    moved.put("currency", traits.getString("currency"));
    moved.put("product", traits.getString("product"));
    moved.put("document", filled(traits.getString("document"), number));
    moved.put("language", language(chance));
    moved.put("region", place.getString(1));
    moved.put("city", place.getString(2));
    moved.put("time_zone", place.getString(3));
    named(moved, chance, number);
    reached(moved, chance, number);
    return moved;
  }

  private String converted(String pesos) {
    return new BigDecimal(pesos)
        .multiply(rate)
        .divide(PESOS_A_DOLLAR, digits, RoundingMode.HALF_UP)
        .toPlainString();
  }

  private JsonArray place(Chance chance) {
    double left = chance.draw("place") * 100;
    JsonArray places = traits.getJsonArray("places");
    for (int i = 0; i < places.size(); i++) {
      left -= places.getJsonArray(i).getDouble(0);
      if (left < 0) {
        return places.getJsonArray(i);
      }
    }
    return places.getJsonArray(0);
  }

  private String language(Chance chance) {
    double left = chance.draw("language") * 100;
    JsonObject languages = traits.getJsonObject("languages");
    for (String each : languages.fieldNames()) {
      left -= languages.getDouble(each);
      if (left < 0) {
        return each;
      }
    }
    return languages.fieldNames().iterator().next();
  }

  /** Where no names are given, those of the sample fit. */
  private void named(Map<String, String> moved, Chance chance, long number) {
    JsonObject people = traits.getJsonObject("people");
    if (people == null) {
      return;
    }
    boolean woman = "F".equals(moved.get("sex"));
    String given = one(chance, "given", people.getJsonArray(woman ? "women" : "men"));
    String surname = one(chance, "surname", people.getJsonArray("surnames"));
    moved.put("name", given + " " + surname);
    moved.computeIfPresent(
        "email_1", (name, old) -> old.isEmpty() ? "" : email(given, surname, number));
  }

  /**
   * As many have a second phone and WhatsApp as in the sample; it is their own number there too.
   */
  private void reached(Map<String, String> moved, Chance chance, long number) {
    boolean shares = number > 1 && chance.happens("shared", SHARED_PERCENT);
    String phone = phone(traits.getString("phone"), shares ? number - 1 : number);
    moved.put("phone_1", phone);
    moved.computeIfPresent("whatsapp_1", (name, old) -> old.isEmpty() ? "" : phone);
    String second = traits.getString("secondPhone");
    moved.computeIfPresent(
        "phone_2", (name, old) -> old.isEmpty() || second == null ? "" : phone(second, number));
  }

  private String phone(String pattern, long number) {
    JsonArray areas = traits.getJsonArray("areas");
    String local = filled(pattern, number);
    return areas == null
        ? local
        : local.replace("@@@", areas.getValue((int) (number / 100 % areas.size())).toString());
  }

  /** Digits of the number for each #, the last in the last. */
  private static String filled(String pattern, long number) {
    long left = number;
    Deque<Character> written = new ArrayDeque<>();
    for (int i = pattern.length() - 1; i >= 0; i--) {
      char each = pattern.charAt(i);
      written.push(each == '#' ? (char) ('0' + left % 10) : each);
      left = each == '#' ? left / 10 : left;
    }
    StringBuilder text = new StringBuilder();
    written.forEach(text::append);
    return text.toString();
  }

  private static String one(Chance chance, String question, JsonArray of) {
    return of.getString((int) chance.between(question, 0, of.size() - 1));
  }

  private static String email(String given, String surname, long number) {
    String plain =
        Normalizer.normalize(given + "." + surname, Normalizer.Form.NFD)
            .replaceAll("[^A-Za-z.]", "")
            .toLowerCase(Locale.ROOT);
    return plain + "." + number + "@example.com";
  }
}
