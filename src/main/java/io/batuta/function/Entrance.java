package io.batuta.function;

import com.amazonaws.services.lambda.runtime.Context;
import io.quarkus.amazon.lambda.runtime.QuarkusStreamHandler;
import io.smallrye.mutiny.TimeoutException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What Lambda's Java runtime calls ({@code io.batuta.function.Entrance::handle}): Quarkus' own
 * handler, except that a start that fails says why (Quarkus says only that it failed) and that a
 * call whose time is over says so in words. Not an interface's method, since Quarkus would take it
 * for one more handler of the product.
 */
public final class Entrance {

  /** Ours begin so; they are what a person can set right. */
  private static final String OUR_SETTINGS = "BATUTA_";

  /** A setting that could not be read is named by Quarkus as the product's files name it. */
  private static final Pattern SETTING = Pattern.compile("for: (batuta[a-z.-]+)");

  private static final int DEEPEST = 20;

  private final QuarkusStreamHandler quarkus;

  /**
   * Starts the product.
   *
   * @throws IllegalStateException if it does not start; the message names the setting that is
   *     missing or wrong, where that is why
   */
  public Entrance() {
    try {
      quarkus = new QuarkusStreamHandler();
    } catch (RuntimeException | ExceptionInInitializerError e) {
      throw new IllegalStateException(why(e), e);
    }
  }

  /** One event in, one answer out; what a handler throws is Lambda's error. */
  public void handle(InputStream event, OutputStream answer, Context context) throws IOException {
    try {
      quarkus.handleRequest(event, answer, context);
    } catch (TimeoutException e) {
      throw new IllegalStateException(
          "the time of this call is over; what was committed stays, and the call can be repeated",
          e);
    }
  }

  /** The first message that names a setting of ours; else the innermost. */
  static String why(Throwable failure) {
    String innermost = failure.toString();
    Throwable cause = failure;
    for (int depth = 0; cause != null && depth < DEEPEST; depth++) {
      String message = cause.getMessage();
      if (message != null && message.contains(OUR_SETTINGS)) {
        return sentence(cause, message);
      }
      Matcher setting = SETTING.matcher(message == null ? "" : message);
      if (setting.find()) {
        return variable(setting.group(1)) + " is not set, or cannot be read";
      }
      innermost = sentence(cause, message);
      cause = cause.getCause();
    }
    return innermost;
  }

  /** {@code batuta.privacy.hash-key} is set by {@code BATUTA_PRIVACY_HASH_KEY}. */
  private static String variable(String setting) {
    return setting.replace('.', '_').replace('-', '_').toUpperCase(Locale.ROOT);
  }

  /** A cause's message that only repeats the exception below it begins with that one's class. */
  private static String sentence(Throwable cause, @Nullable String message) {
    return message == null ? cause.toString() : message;
  }
}
