package io.batuta.postgres;

import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.ClosedConnectionException;
import java.io.IOException;
import java.util.concurrent.TimeoutException;
import org.hibernate.exception.JDBCConnectionException;
import org.jspecify.annotations.Nullable;

/** Tells "the database is not there" from "the database says no". */
public final class Outage {

  private static final int DEEPEST = 20;

  private Outage() {}

  /**
   * Whether trying again later can help: the server is unreachable, going down, starting, or full.
   * SQLSTATE classes 08, 53 and 57P0x (PostgreSQL, appendix A).
   */
  public static boolean causes(Throwable failure) {
    Throwable cause = failure;
    for (int depth = 0; cause != null && depth < DEEPEST; depth++) {
      if (is(cause)) {
        return true;
      }
      cause = cause.getCause();
    }
    return false;
  }

  private static boolean is(Throwable cause) {
    return cause instanceof ClosedConnectionException
        || cause instanceof JDBCConnectionException
        || cause instanceof IOException && cause.getClass().getName().startsWith("java.n")
        || cause instanceof IOException && cause.getClass().getName().startsWith("io.netty")
        || cause instanceof TimeoutException
        || cause instanceof PgException refusal && isAbsence(refusal.getSqlState())
        || isPoolTimeout(cause.getMessage());
  }

  private static boolean isAbsence(@Nullable String state) {
    return state != null
        && (state.startsWith("08") || state.startsWith("53") || state.startsWith("57P0"));
  }

  /** The pool has no type of its own for these. */
  private static boolean isPoolTimeout(@Nullable String message) {
    return message != null
        && (message.equals("Timeout") || message.startsWith("Connection pool reached max wait"));
  }
}
