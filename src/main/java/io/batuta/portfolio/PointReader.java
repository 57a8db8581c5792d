package io.batuta.portfolio;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Brings a contact point into its one normal form, or finds that nobody can be reached there. For
 * one thread at a time.
 */
public final class PointReader {

  /**
   * What providers deliver to: one @, a domain with a dot, no blanks or quotes. Stricter than RFC
   * 5322 on purpose; lengths are of RFC 5321.
   */
  private static final Pattern EMAIL =
      Pattern.compile(
          "[a-z0-9!#$%&'*+/=?^_{|}~-]+(\\.[a-z0-9!#$%&'*+/=?^_{|}~-]+)*"
              + "@([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z]{2,63}");

  private static final int LONGEST_ADDRESS = 300;

  private final PhoneNumberUtil phones = PhoneNumberUtil.getInstance();
  private final String country;
  private @Nullable String lastPhone;
  private @Nullable String lastNormal;

  /**
   * @param country ISO 3166 alpha-2, for phone numbers without a country code
   */
  public PointReader(String country) {
    this.country = country;
  }

  /** The address in its normal form; empty when it cannot be reached. */
  public Optional<String> normal(PointKind kind, String value) {
    return switch (kind) {
      case PHONE, WHATSAPP -> phone(value);
      case EMAIL -> email(value);
      case ADDRESS -> value.length() <= LONGEST_ADDRESS ? Optional.of(value) : Optional.empty();
    };
  }

  /** Why it was not taken. Never repeats it: it is personal data. */
  String refusal(PointKind kind) {
    return switch (kind) {
      case PHONE, WHATSAPP -> "no number that can be reached in " + country + " or, with +, abroad";
      case EMAIL -> "not an e-mail address";
      case ADDRESS -> "longer than " + LONGEST_ADDRESS + " characters";
    };
  }

  /** A phone stands twice in most rows, to call and for WhatsApp: it is looked at once. */
  private Optional<String> phone(String value) {
    if (!value.equals(lastPhone)) {
      lastNormal = read(value).orElse(null);
      lastPhone = value;
    }
    return Optional.ofNullable(lastNormal);
  }

  private Optional<String> read(String value) {
    try {
      PhoneNumber number = phones.parse(value, country);
      return phones.isValidNumber(number) && !number.hasExtension()
          ? Optional.of(phones.format(number, PhoneNumberFormat.E164))
          : Optional.empty();
    } catch (NumberParseException e) {
      return Optional.empty();
    }
  }

  private static Optional<String> email(String value) {
    String lower = value.toLowerCase(Locale.ROOT);
    boolean fits = lower.length() <= 254 && lower.indexOf('@') <= 64;
    return fits && EMAIL.matcher(lower).matches() ? Optional.of(lower) : Optional.empty();
  }
}
