package io.batuta.local;

import io.vertx.core.json.JsonObject;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;

/**
 * A fictional creditor of a local run: what it is called, whose law it is under, and what it sets
 * down over the API. {@code sample/definitions.yaml} is the Colombian one's; {@code
 * definitions-<country>.yaml} holds what another has of its own, section by section.
 */
public record SampleCreditor(String code, String country, JsonObject definitions) {

  /** Every country with a law file. */
  static final List<String> COUNTRIES =
      List.of("AR", "BR", "CL", "CO", "EC", "ES", "MX", "PA", "PE", "US");

  /** Who share the sample, unless one country was asked for. */
  static final List<String> TOGETHER = List.of("CO", "MX", "PE");

  private static final String HOME = "CO";

  /** The Colombian one. */
  public static SampleCreditor colombian() {
    return in(HOME);
  }

  static SampleCreditor in(String country) {
    JsonObject definitions = SampleFile.read("definitions.yaml");
    if (country.equals(HOME)) {
      return new SampleCreditor("demo", HOME, definitions);
    }
    String small = country.toLowerCase(Locale.ROOT);
    JsonObject own = SampleFile.read("definitions-" + small + ".yaml");
    own.fieldNames().forEach(section -> definitions.put(section, own.getValue(section)));
    return new SampleCreditor("demo-" + small, country, definitions);
  }

  /** Those whom a run plays. A portfolio of one's own has one creditor. */
  static List<SampleCreditor> of(Options options) {
    return countries(options).stream().map(SampleCreditor::in).toList();
  }

  static List<String> countries(Options options) {
    if (options.country() != null) {
      return List.of(options.country());
    }
    return options.portfolio() == null ? TOGETHER : List.of(HOME);
  }

  ZoneId zone() {
    return ZoneId.of(definitions.getJsonObject("creditor").getString("timeZone"));
  }

  String name() {
    return definitions.getJsonObject("creditor").getString("name");
  }

  /** {@code /api/v1/creditors/demo}. */
  public String root() {
    return "/api/v1/creditors/" + code;
  }
}
