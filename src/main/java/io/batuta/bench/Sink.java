package io.batuta.bench;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;

/**
 * A provider of its own process that answers 202 to every {@code POST /messages/<contact>} and
 * counts; {@code GET /} tells the counts and begins anew. Ends when its standard input does.
 */
public final class Sink {

  private static final String MESSAGES = "/messages/";

  private final Set<String> contacts = new HashSet<>();
  private long posts;
  private long bytes;

  private Sink() {}

  public static void main(String[] args) throws Exception {
    Vertx vertx = Vertx.vertx();
    Sink sink = new Sink();
    HttpServer server =
        vertx
            .createHttpServer()
            .requestHandler(sink::answer)
            .listen(0, "127.0.0.1")
            .toCompletionStage()
            .toCompletableFuture()
            .get();
    System.out.println(server.actualPort());
    while (System.in.read() >= 0) {
      // Whoever started it has it live on.
    }
    System.exit(0);
  }

  /** On the one event loop of the server: counts need no lock. */
  private void answer(HttpServerRequest request) {
    String path = Objects.requireNonNullElse(request.path(), "/");
    if (path.startsWith(MESSAGES)) {
      request.body(
          body -> {
            posts++;
            bytes += body.succeeded() ? body.result().length() : 0;
            contacts.add(path.substring(MESSAGES.length()));
            request.response().setStatusCode(202).end();
          });
      return;
    }
    request.response().end(posts + " " + contacts.size() + " " + bytes);
    contacts.clear();
    posts = 0;
    bytes = 0;
  }
}
