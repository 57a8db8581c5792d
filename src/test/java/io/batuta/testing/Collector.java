package io.batuta.testing;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * An OpenTelemetry collector on 127.0.0.1 that takes spans by gRPC (OTLP, HTTP/2 without TLS) and
 * keeps them. Reads as much of the protocol as tests ask about.
 */
public final class Collector implements AutoCloseable {

  private static final String EXPORT =
      "/opentelemetry.proto.collector.trace.v1.TraceService/Export";

  /** Before each gRPC message: whether it is compressed, and its length in four bytes. */
  private static final int FRAME = 5;

  private static final int RESOURCE_SPANS = 1;
  private static final int SCOPE_SPANS = 2;
  private static final int SPANS = 2;
  private static final int NAME = 5;
  private static final int ATTRIBUTES = 9;
  private static final int KEY = 1;
  private static final int VALUE = 2;
  private static final int STRING = 1;

  private final Vertx vertx = Vertx.vertx();
  private final HttpServer server;
  private final Queue<Buffer> received = new ConcurrentLinkedQueue<>();

  /**
   * A span as it arrived.
   *
   * @param attributes those whose value is a text
   */
  public record Span(String name, Map<String, String> attributes) {}

  private record Field(int number, Buffer bytes) {}

  public Collector() {
    server =
        vertx
            .createHttpServer()
            .requestHandler(this::take)
            .listen(0, "127.0.0.1")
            .toCompletionStage()
            .toCompletableFuture()
            .join();
  }

  /** As {@code OTEL_EXPORTER_OTLP_ENDPOINT} says it. */
  public String address() {
    return "http://127.0.0.1:" + server.actualPort();
  }

  /** Every span so far, as they came. */
  public List<Span> spans() {
    List<Span> spans = new ArrayList<>();
    for (Buffer message : received) {
      for (Buffer resource : all(message, RESOURCE_SPANS)) {
        for (Buffer scope : all(resource, SCOPE_SPANS)) {
          all(scope, SPANS).forEach(span -> spans.add(span(span)));
        }
      }
    }
    return spans;
  }

  /** All that came, as text: what is not in here nobody can read out of it. */
  public String everything() {
    StringBuilder text = new StringBuilder();
    received.forEach(message -> text.append(message.toString(StandardCharsets.UTF_8)));
    return text.toString();
  }

  @Override
  public void close() {
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  private void take(HttpServerRequest request) {
    request
        .body()
        .onSuccess(
            body -> {
              if (request.path().equals(EXPORT) && body.length() >= FRAME && body.getByte(0) == 0) {
                received.add(body.getBuffer(FRAME, FRAME + body.getInt(1)));
              }
              request
                  .response()
                  .putHeader("content-type", "application/grpc")
                  .putTrailer("grpc-status", "0")
                  .end(Buffer.buffer(new byte[FRAME]));
            });
  }

  private static Span span(Buffer span) {
    Map<String, String> attributes = new LinkedHashMap<>();
    for (Buffer attribute : all(span, ATTRIBUTES)) {
      for (Buffer value : all(attribute, VALUE)) {
        all(value, STRING).forEach(text -> attributes.put(first(attribute, KEY), text.toString()));
      }
    }
    return new Span(first(span, NAME), attributes);
  }

  private static String first(Buffer message, int number) {
    return all(message, number).getFirst().toString();
  }

  private static List<Buffer> all(Buffer message, int number) {
    return fields(message).stream()
        .filter(field -> field.number() == number)
        .map(Field::bytes)
        .toList();
  }

  /** The fields of a Protocol Buffers message that have a length; numbers are passed over. */
  private static List<Field> fields(Buffer message) {
    List<Field> fields = new ArrayList<>();
    int at = 0;
    while (at < message.length()) {
      int[] tag = number(message, at);
      at = tag[1];
      switch (tag[0] & 7) {
        case 0 -> at = number(message, at)[1];
        case 1 -> at += 8;
        case 5 -> at += 4;
        case 2 -> {
          int[] length = number(message, at);
          at = length[1] + length[0];
          fields.add(new Field(tag[0] >> 3, message.getBuffer(length[1], at)));
        }
        default -> throw new IllegalStateException("no Protocol Buffers message");
      }
    }
    return fields;
  }

  /** A number of seven bits a byte and where it ends; only its lower 32 bits count here. */
  private static int[] number(Buffer message, int from) {
    int value = 0;
    int at = from;
    for (int shift = 0; ; shift += 7) {
      byte next = message.getByte(at++);
      value |= shift < 32 ? (next & 0x7f) << shift : 0;
      if (next >= 0) {
        return new int[] {value, at};
      }
    }
  }
}
