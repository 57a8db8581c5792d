package io.batuta.web.api;

import io.batuta.portfolio.BrokenFile;
import jakarta.ws.rs.core.Response;
import java.util.function.Supplier;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Says of a file that cannot be read where it breaks. */
final class FileProblems {

  /**
   * What a file's reader reads.
   *
   * @throws BrokenFileProblem where it cannot be read
   */
  static <T> T read(Supplier<T> reader) {
    try {
      return reader.get();
    } catch (BrokenFile broken) {
      throw new BrokenFileProblem(broken);
    }
  }

  @ServerExceptionMapper
  Response brokenFile(BrokenFileProblem problem) {
    return Response.status(422).type("application/problem+json").entity(problem.body()).build();
  }
}
