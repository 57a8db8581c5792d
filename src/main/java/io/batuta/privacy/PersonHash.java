package io.batuta.privacy;

import jakarta.enterprise.context.ApplicationScoped;
import java.text.Normalizer;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Finds a person within a creditor, and sees that something about it changed, without reading it:
 * the first 16 bytes of HMAC-SHA256 under the installation's key. The creditor is in each, so that
 * nobody is followed from one lender to the next.
 */
@ApplicationScoped
public class PersonHash {

  private static final int BYTES = 16;
  private static final Pattern MARKS = Pattern.compile("\\p{M}+");
  private static final Pattern BLANKS = Pattern.compile("[\\s\\p{Punct}]+");
  private static final Pattern NO_LETTER_NOR_DIGIT = Pattern.compile("[^\\p{L}\\p{N}]+");

  private final KeyedHash hash;

  PersonHash(@ConfigProperty(name = "batuta.privacy.hash-key") String key) {
    this.hash = new KeyedHash(key);
  }

  /** Of the whole name, however it is accented, capitalised or spaced: to search by. */
  public byte[] ofName(int creditor, String name) {
    String folded = MARKS.matcher(Normalizer.normalize(name, Normalizer.Form.NFKD)).replaceAll("");
    return of("name", creditor, BLANKS.matcher(folded).replaceAll(" ").strip());
  }

  /** Of the name to the letter: a lender who sets an accent right has changed it. */
  public byte[] ofSpelling(int creditor, String name) {
    return of("spelling", creditor, name);
  }

  /** Of the letters and digits of an identity document: dots and blanks are no difference. */
  public byte[] ofDocument(int creditor, String document) {
    return of("document", creditor, NO_LETTER_NOR_DIGIT.matcher(document).replaceAll(""));
  }

  public byte[] ofBirthDate(int creditor, LocalDate date) {
    return of("birth_date", creditor, date.toString());
  }

  private byte[] of(String kind, int creditor, String text) {
    String said = kind.equals("spelling") ? text : text.toUpperCase(Locale.ROOT);
    return Arrays.copyOf(hash.of(kind + "/" + creditor + "/" + said), BYTES);
  }
}
