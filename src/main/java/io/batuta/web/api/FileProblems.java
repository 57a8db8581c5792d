package io.batuta.web.api;

import jakarta.ws.rs.core.Response;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Says of a file that cannot be read where it breaks. */
final class FileProblems {

  @ServerExceptionMapper
  Response brokenFile(BrokenFileProblem problem) {
    return Response.status(422).type("application/problem+json").entity(problem.body()).build();
  }
}
