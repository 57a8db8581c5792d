package io.batuta.telemetry;

import java.util.UUID;
import org.jboss.logging.MDC;
import org.jspecify.annotations.Nullable;

/**
 * The ids that each line of the log carries beside its sentence, so that one run, one creditor or
 * one contact can be followed: {@code run}, {@code creditor}, {@code contact}. With JSON logs they
 * are fields under {@code mdc}.
 *
 * <p>They hold on the Vert.x context that they are set on, and on whatever is called from there.
 */
public final class LogIds {

  static final String RUN = "run";
  static final String CREDITOR = "creditor";
  private static final String CONTACT = "contact";

  private LogIds() {}

  /** One invocation of a function, where it has an id. */
  public static void run(@Nullable String id) {
    if (id != null) {
      MDC.put(RUN, id);
    }
  }

  /** The creditor whose work goes on from here. */
  public static void creditor(int id) {
    MDC.put(CREDITOR, Integer.toString(id));
  }

  /** Says one thing about one contact. */
  public static void about(UUID contact, Runnable saying) {
    MDC.put(CONTACT, contact.toString());
    try {
      saying.run();
    } finally {
      MDC.remove(CONTACT);
    }
  }
}
