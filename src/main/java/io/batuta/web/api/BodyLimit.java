package io.batuta.web.api;

import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.regex.Pattern;

/**
 * How large a body may be. A portfolio streams and may have any size, so the server's own limit is
 * beyond all files; every other body is held in memory, and keeps the limit of API Gateway, 10 MB.
 */
@ApplicationScoped
class BodyLimit {

  private static final long MOST_BYTES = 10 * 1024 * 1024;
  private static final Pattern STREAMED = Pattern.compile("/api/v1/creditors/[^/]+/portfolio/?");

  /** Where Quarkus keeps the limit of a request whose length is not said beforehand. */
  private static final String LIMIT = "io.quarkus.max-request-size";

  /** After Quarkus' own route for the limit, which is at -2. */
  private static final int AFTER_THE_SERVERS_OWN = -1;

  void limit(@Observes Router router) {
    router.route().order(AFTER_THE_SERVERS_OWN).handler(BodyLimit::limit);
  }

  private static void limit(RoutingContext request) {
    if (STREAMED.matcher(request.normalizedPath()).matches()) {
      request.next();
      return;
    }
    if (length(request) > MOST_BYTES) {
      request.response().putHeader("Connection", "close");
      request.fail(413);
      return;
    }
    request.put(LIMIT, MOST_BYTES);
    request.next();
  }

  private static long length(RoutingContext request) {
    String said = request.request().getHeader("Content-Length");
    try {
      return said == null ? 0 : Long.parseLong(said);
    } catch (NumberFormatException e) {
      return Long.MAX_VALUE;
    }
  }
}
