package io.batuta.web.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import io.batuta.portfolio.PortfolioBusy;
import io.batuta.postgres.Outage;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/**
 * Whatever goes wrong leaves as {@code application/problem+json}, and tells nothing of our inside.
 */
final class ProblemMappers {

  static final MediaType PROBLEM = new MediaType("application", "problem+json");

  private static final Logger LOG = Logger.getLogger(ProblemMappers.class);

  private final ObjectMapper json;

  ProblemMappers(ObjectMapper json) {
    this.json = json;
  }

  @ServerExceptionMapper
  Response problem(Problem problem) {
    return answer(problem);
  }

  @ServerExceptionMapper
  Response nobody(UnauthorizedException e) {
    return answer(Problem.unauthorized());
  }

  @ServerExceptionMapper
  Response unknownKey(AuthenticationFailedException e) {
    return answer(Outage.causes(e) ? Problem.unavailable() : Problem.unauthorized());
  }

  @ServerExceptionMapper
  Response withoutRole(ForbiddenException e) {
    return answer(Problem.forbidden("Its role does not allow this."));
  }

  @ServerExceptionMapper
  Response badField(MismatchedInputException e) {
    return answer(JsonFault.in(e).orElseGet(() -> Problem.badRequest("The body is not expected.")));
  }

  @ServerExceptionMapper
  Response badJson(JsonProcessingException e) {
    return answer(JsonFault.in(e).orElseGet(() -> Problem.badRequest("The body is not JSON.")));
  }

  @ServerExceptionMapper
  Response busy(PortfolioBusy e) {
    return Response.fromResponse(answer(Problem.portfolioBusy()))
        .header(HttpHeaders.RETRY_AFTER, PortfolioBusy.COME_AGAIN_AFTER.toSeconds())
        .build();
  }

  /** JAX-RS' own: 404, 405, 406, 415, and a body that Jackson could not read. */
  @ServerExceptionMapper
  Response ofTheFramework(WebApplicationException e) {
    int status = e.getResponse().getStatus();
    if (e.getResponse().hasEntity() || status < 400) {
      return e.getResponse();
    }
    if (status >= 500) {
      return anything(e);
    }
    return answer(
        JsonFault.in(e)
            .orElseGet(
                () ->
                    Problem.of(
                        status,
                        "http-" + status,
                        e.getResponse().getStatusInfo().getReasonPhrase(),
                        null)));
  }

  @ServerExceptionMapper
  Response anything(Throwable e) {
    if (Outage.causes(e)) {
      LOG.warnf("the database cannot be reached: %s", e.getClass().getSimpleName());
      return answer(Problem.unavailable());
    }
    UUID id = UUID.randomUUID();
    LOG.errorf(e, "a request failed, id %s", id);
    return answer(
        Problem.of(500, "internal", "Something failed on our side", "Our log has it under " + id));
  }

  private Response answer(Problem problem) {
    try {
      Response.ResponseBuilder response =
          Response.status(problem.body().status())
              .type(PROBLEM)
              .entity(json.writeValueAsString(problem.body()));
      if (problem.body().status() == 401) {
        response.header(HttpHeaders.WWW_AUTHENTICATE, ApiKeyMechanism.CHALLENGE);
      }
      return response.build();
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a problem can always be written", e);
    }
  }
}
