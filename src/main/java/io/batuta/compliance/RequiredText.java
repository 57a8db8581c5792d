package io.batuta.compliance;

import io.batuta.portfolio.ChannelClass;
import java.net.URI;
import java.util.Set;

/**
 * A text without which a contact is against the law. The words are the creditor's and its lawyers';
 * the law file names them, so that a template without them can be refused.
 *
 * @param rule the rule that asks for it: {@code us/reg-f-1006-6-e/opt-out}
 * @param key what it says: {@code electronic-opt-out}
 * @param languages ISO 639 codes in which it has to be at hand
 * @param classes the contacts that carry it
 */
public record RequiredText(
    String rule,
    URI source,
    String key,
    Set<String> languages,
    Set<ChannelClass> classes,
    Each each) {

  /** Which of the contacts carry it. */
  public enum Each {
    MESSAGE,
    /** The first to a debtor for this creditor; to be safe, the first by each channel. */
    FIRST_CONTACT
  }

  public RequiredText {
    languages = Set.copyOf(languages);
    classes = Set.copyOf(classes);
  }
}
