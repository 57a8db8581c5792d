package io.batuta.local.lambda;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Lambda's Runtime API (2018-06-01) for one function on 127.0.0.1: hands out the next event, takes
 * its answer or its error. With the limits of the real one: an answer over 6 MB is an error.
 */
public final class RuntimeApi implements AutoCloseable {

  /** Of a synchronous answer, bytes: 6 MB and what the envelope takes. */
  public static final int ANSWER_BYTES_MAX = 6_291_556;

  private static final String ROOT = "/2018-06-01/runtime/";

  /** What a function made of an event, or of its start. */
  public sealed interface Reply {

    /** As the function wrote it. */
    record Answer(String body) implements Reply {}

    /** Lambda's own form: {@code errorType}, {@code errorMessage}, {@code stackTrace}. */
    record Fault(String type, String message) implements Reply {}
  }

  private record Event(String id, byte[] body, long deadlineMs) {}

  private final Clock clock;
  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
  private final Map<String, CompletableFuture<Reply>> replies = new ConcurrentHashMap<>();
  private final AtomicInteger sent = new AtomicInteger();
  private final CompletableFuture<Reply.Fault> startFault = new CompletableFuture<>();
  private final CompletableFuture<Void> snapshot = new CompletableFuture<>();
  private final CompletableFuture<Void> restore = new CompletableFuture<>();
  private final CompletableFuture<Void> ready = new CompletableFuture<>();

  private RuntimeApi(Clock clock, HttpServer server) {
    this.clock = clock;
    this.server = server;
  }

  /** Begins to listen, on any free port. */
  public static RuntimeApi open(Clock clock) throws IOException {
    RuntimeApi api =
        new RuntimeApi(
            clock,
            HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0));
    api.server.createContext(ROOT, api::serve);
    api.server.setExecutor(api.threads);
    api.server.start();
    return api;
  }

  /** As the variable {@code AWS_LAMBDA_RUNTIME_API} says it. */
  public String address() {
    return "127.0.0.1:" + server.getAddress().getPort();
  }

  /**
   * Queues an event; the function takes it when it asks.
   *
   * @param left how long the function is told it has, from now
   */
  public CompletableFuture<Reply> send(byte[] event, Duration left) {
    String id = "request-" + sent.incrementAndGet();
    CompletableFuture<Reply> reply = new CompletableFuture<>();
    replies.put(id, reply);
    events.add(new Event(id, event, clock.instant().plus(left).toEpochMilli()));
    return reply;
  }

  /** Completes when the function says that it could not start. */
  public CompletableFuture<Reply.Fault> startFault() {
    return startFault;
  }

  /** Completes when the function asks for its first event. */
  public CompletableFuture<Void> ready() {
    return ready;
  }

  /** Completes when the function is ready to be frozen: under SnapStart, before its first event. */
  public CompletableFuture<Void> snapshot() {
    return snapshot;
  }

  /** Lets a function that waits for its thawing go on. */
  public void restore() {
    restore.complete(null);
  }

  @Override
  public void close() {
    restore.complete(null);
    threads.shutdownNow();
    server.stop(0);
  }

  private void serve(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getPath().substring(ROOT.length());
      switch (path) {
        case "invocation/next" -> next(exchange);
        case "restore/next" -> {
          snapshot.complete(null);
          restore.join();
          answer(exchange, 200, new byte[0]);
        }
        case "init/error", "restore/error" -> {
          startFault.complete(fault(body(exchange)));
          answer(exchange, 202, new byte[0]);
        }
        default -> reply(exchange, path.split("/", 3));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void next(HttpExchange exchange) throws IOException, InterruptedException {
    ready.complete(null);
    Event event = events.take();
    var headers = exchange.getResponseHeaders();
    headers.set("Lambda-Runtime-Aws-Request-Id", event.id());
    headers.set("Lambda-Runtime-Deadline-Ms", Long.toString(event.deadlineMs()));
    headers.set(
        "Lambda-Runtime-Invoked-Function-Arn",
        "arn:aws:lambda:us-east-1:123456789012:function:batuta");
    headers.set("Lambda-Runtime-Trace-Id", "Root=1-5bef4de7-ad49b0e87f6ef6c87fc2e700;Sampled=0");
    answer(exchange, 200, event.body());
  }

  /** {@code invocation/<id>/response} or {@code invocation/<id>/error}. */
  private void reply(HttpExchange exchange, String[] path) throws IOException {
    CompletableFuture<Reply> waiting = path.length == 3 ? replies.remove(path[1]) : null;
    byte[] body = body(exchange);
    if (waiting == null) {
      answer(exchange, 404, new byte[0]);
      return;
    }
    boolean tooLarge = path[2].equals("response") && body.length > ANSWER_BYTES_MAX;
    answer(exchange, tooLarge ? 413 : 202, new byte[0]);
    if (tooLarge) {
      waiting.complete(
          new Reply.Fault(
              "Function.ResponseSizeTooLarge",
              "Response payload size exceeded maximum allowed payload size (6291556 bytes)."));
    } else {
      waiting.complete(
          path[2].equals("response")
              ? new Reply.Answer(new String(body, StandardCharsets.UTF_8))
              : fault(body));
    }
  }

  private static Reply.Fault fault(byte[] body) {
    JsonObject json = new JsonObject(new String(body, StandardCharsets.UTF_8));
    return new Reply.Fault(json.getString("errorType", ""), json.getString("errorMessage", ""));
  }

  private static byte[] body(HttpExchange exchange) throws IOException {
    return exchange.getRequestBody().readAllBytes();
  }

  /** Always with a content type: the Java runtime's native part falls over a missing one. */
  private static void answer(HttpExchange exchange, int status, byte[] body) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
  }
}
