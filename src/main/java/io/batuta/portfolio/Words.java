package io.batuta.portfolio;

import java.time.ZoneId;
import java.util.Currency;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The columns of a portfolio file that take a word of a closed set, and what holds without one. */
final class Words {

  /** Where Spanish is what most people read; elsewhere English until a file says otherwise. */
  private static final Set<String> SPANISH =
      Set.of(
          "AR", "BO", "CL", "CO", "CR", "CU", "DO", "EC", "ES", "GQ", "GT", "HN", "MX", "NI", "PA",
          "PE", "PR", "PY", "SV", "UY", "VE");

  private static final Set<String> LANGUAGES = Set.of(Locale.getISOLanguages());

  /** Area/City only: both Java and Postgres know these by the same name. */
  private static final Set<String> ZONES =
      ZoneId.getAvailableZoneIds().stream()
          .filter(id -> id.indexOf('/') > 0 && !id.startsWith("SystemV/"))
          .collect(Collectors.toUnmodifiableSet());

  /** Money only: ISO 4217 also lists gold and a code for tests, which have no minor units. */
  private static final Map<String, Currency> CURRENCIES =
      Currency.getAvailableCurrencies().stream()
          .filter(known -> known.getDefaultFractionDigits() >= 0)
          .collect(Collectors.toUnmodifiableMap(Currency::getCurrencyCode, known -> known));

  private static final Pattern BETWEEN_CHANNELS = Pattern.compile("[|\\s]+");

  private final Creditor creditor;

  Words(Creditor creditor) {
    this.creditor = creditor;
  }

  @Nullable String sex(Cells cells) {
    return cells.one(
        "sex",
        value -> {
          String upper = value.toUpperCase(Locale.ROOT);
          return Set.of("F", "M", "X").contains(upper) ? upper : null;
        },
        "F, M or X");
  }

  /** Of {@code es-CO} the {@code es}. */
  String language(Cells cells) {
    String said =
        cells.one(
            "language",
            value -> {
              String primary = value.toLowerCase(Locale.ROOT).split("[-_]", 2)[0];
              return LANGUAGES.contains(primary) ? primary : null;
            },
            "a language by ISO 639-1, as es or en");
    return Objects.requireNonNullElse(said, SPANISH.contains(creditor.country()) ? "es" : "en");
  }

  String timeZone(Cells cells) {
    String said =
        cells.one(
            "time_zone",
            value -> ZONES.contains(value) ? value : null,
            "a time zone such as America/Bogota");
    return Objects.requireNonNullElse(said, creditor.timeZone().getId());
  }

  /** The creditor's, where the file names none. */
  Currency currency(Cells cells) {
    Currency said =
        cells.one(
            "currency",
            value -> CURRENCIES.get(value.toUpperCase(Locale.ROOT)),
            "a currency by ISO 4217, as COP");
    return Objects.requireNonNullElse(said, creditor.currency());
  }

  String status(Cells cells) {
    DebtorStatus said =
        cells.one(
            "status",
            value -> {
              for (DebtorStatus status : DebtorStatus.stated()) {
                if (status.tag().equalsIgnoreCase(value)) {
                  return status;
                }
              }
              return null;
            },
            "active, recalled, disputed, sued, insolvent, deceased or settled");
    return Objects.requireNonNullElse(said, DebtorStatus.ACTIVE).tag();
  }

  /**
   * Channels by name, separated by {@code |} or blanks; {@code NONE} for a debtor who authorised
   * none; null, the creditor holds an authorisation for every channel, where the cell is empty.
   */
  @Nullable List<Channel> authorisedChannels(Cells cells) {
    return cells.one(
        "authorised_channels",
        Words::channels,
        "channels separated by | (SMS, EMAIL, WHATSAPP, VOICE, CALL, LETTER, VISIT), or NONE");
  }

  private static @Nullable List<Channel> channels(String value) {
    if (value.equalsIgnoreCase("none")) {
      return List.of();
    }
    Set<Channel> channels = new LinkedHashSet<>();
    for (String word : BETWEEN_CHANNELS.split(value.toUpperCase(Locale.ROOT))) {
      try {
        channels.add(Channel.valueOf(word));
      } catch (IllegalArgumentException e) {
        return null;
      }
    }
    return List.copyOf(channels);
  }
}
