package io.batuta.web.api;

import io.vertx.core.VertxException;
import io.vertx.pgclient.PgException;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Turns what goes wrong with files and payments into problem details. */
final class FileProblems {

  private static final String PROBLEM = "application/problem+json";

  @ServerExceptionMapper
  Response brokenFile(BrokenFileProblem problem) {
    return Response.status(422).type(PROBLEM).entity(problem.body()).build();
  }

  /** The server told us that it stops, is full, or has lost us: classes 08, 53 and 57, and 40. */
  @ServerExceptionMapper
  Response databaseRefused(PgException trouble) {
    String state = String.valueOf(trouble.getSqlState());
    boolean passing = state.startsWith("08") || state.startsWith("53") || state.startsWith("57");
    if (passing || state.startsWith("40")) {
      return unavailable();
    }
    return Response.serverError()
        .type(PROBLEM)
        .entity(
            new Problem.Body(
                500, "/problems/internal", "Something is wrong with us", null, null, null, null))
        .build();
  }

  /** No connection, or one that broke. */
  @ServerExceptionMapper({VertxException.class, IOException.class})
  Response databaseGone(Exception trouble) {
    return unavailable();
  }

  private static Response unavailable() {
    return Response.status(503)
        .type(PROBLEM)
        .header("Retry-After", 10)
        .entity(
            new Problem.Body(
                503,
                "/problems/unavailable",
                "The database cannot be reached",
                "Nothing was changed by what did not finish. Send it again: twice is harmless.",
                null,
                null,
                null))
        .build();
  }
}
