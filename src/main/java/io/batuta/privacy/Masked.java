package io.batuta.privacy;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * Personal data as a screen shows it to somebody who need not know it: enough to tell two apart,
 * too little to use. How long the hidden part is does not show.
 */
public final class Masked {

  private static final String HIDDEN = "•••";

  private Masked() {}

  /**
   * {@code +57 ••• ••• 1234} for a number in E.164; one that cannot be read has no country: {@code
   * ••• 34}.
   */
  public static String phone(String e164) {
    try {
      PhoneNumber number = PhoneNumberUtil.getInstance().parse(e164, null);
      return "+%d %s %s %s"
          .formatted(number.getCountryCode(), HIDDEN, HIDDEN, end(nationalPart(number), 4));
    } catch (NumberParseException e) {
      return HIDDEN + " " + end(e164, 2);
    }
  }

  /** {@code a•••@example.com}. What is no address is hidden whole. */
  public static String email(String address) {
    int at = address.lastIndexOf('@');
    return at < 1 ? HIDDEN : start(address) + HIDDEN + address.substring(at);
  }

  /** {@code A••• G•••}, a word for a word. */
  public static String name(String name) {
    return name.isBlank()
        ? HIDDEN
        : Arrays.stream(name.strip().split("\\s+"))
            .map(word -> start(word) + HIDDEN)
            .collect(Collectors.joining(" "));
  }

  /** {@code •••789}: the last three of an identity document. */
  public static String document(String document) {
    return HIDDEN + end(document, 3);
  }

  private static String nationalPart(PhoneNumber number) {
    return Long.toString(number.getNationalNumber());
  }

  private static String start(String text) {
    return Character.toString(text.codePointAt(0));
  }

  /** The last characters, and never more than the smaller half of all. */
  private static String end(String text, int most) {
    return text.substring(text.length() - Math.min(most, text.length() / 2));
  }
}
