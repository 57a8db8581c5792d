package io.batuta.callback;

import io.batuta.channel.ProviderEvent;
import io.batuta.portfolio.Channel;
import io.batuta.privacy.AddressHash;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An event as it is kept: within the bounds of what the database takes, so that no genuine call can
 * come back for ever because a field of it is too long or holds a zero.
 *
 * @param id at most 200 characters; a longer one is replaced by its digest
 * @param addressHash hex, of who replied
 */
record CallbackEvent(
    ProviderEvent said,
    String id,
    @Nullable String messageId,
    @Nullable String code,
    @Nullable String addressHash,
    @Nullable String words) {

  private static final Pattern PLAIN_CODE = Pattern.compile("[A-Za-z0-9._-]{1,64}");
  private static final Pattern NUMBER = Pattern.compile("[0-9]{7}");
  private static final Pattern NO_DIGIT = Pattern.compile("[^0-9]");
  private static final int MOST_KEY = 200;
  private static final int MOST_WORDS = 4_000;
  private static final Duration FUTURE = Duration.ofDays(1);
  private static final Duration PAST = Duration.ofDays(400);

  static CallbackEvent of(ProviderEvent said, AddressHash hash) {
    String from = said.from();
    return new CallbackEvent(
        said,
        key(said.eventId()),
        said.providerMessageId() == null ? null : key(said.providerMessageId()),
        code(said.code()),
        from == null ? null : HexFormat.of().formatHex(hash.of(normal(from, said.channel()))),
        said.text() == null ? null : cut(said.text()));
  }

  /**
   * Whether the provider's clock says something that can be: no event is of next week or of 1970.
   */
  static boolean isOfOurTime(ProviderEvent event, Instant now) {
    return event.occurredAt().isBefore(now.plus(FUTURE))
        && event.occurredAt().isAfter(now.minus(PAST));
  }

  /** An address as contact points write it: E.164, or lower-case e-mail without the name around. */
  static String normal(String from, Channel channel) {
    if (channel == Channel.EMAIL) {
      int open = from.lastIndexOf('<');
      int close = from.lastIndexOf('>');
      String bare = open >= 0 && close > open ? from.substring(open + 1, close) : from;
      return bare.strip().toLowerCase(Locale.ROOT);
    }
    String digits = NO_DIGIT.matcher(from).replaceAll("");
    return "+" + (digits.startsWith("00") ? digits.substring(2) : digits);
  }

  /** A code goes into the ledger: nothing that could be a name, an address or a sentence. */
  private static @Nullable String code(@Nullable String code) {
    if (code == null) {
      return null;
    }
    boolean plain = PLAIN_CODE.matcher(code).matches() && !NUMBER.matcher(code).find();
    return plain ? code : "other";
  }

  private static String key(String id) {
    String clean = id.replace("\0", "");
    return clean.length() <= MOST_KEY ? clean : "sha256:" + digest(clean);
  }

  private static String cut(String text) {
    String clean = text.replace("\0", "");
    return clean.substring(0, Math.min(clean.length(), MOST_WORDS));
  }

  private static String digest(String text) {
    try {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
