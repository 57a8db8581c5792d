package io.batuta.bench;

import io.batuta.channel.OutboundMessage;
import io.batuta.channel.SendOutcome;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** A {@link Sink} in a process of its own, and the client that sends to it. */
final class SinkProcess implements AutoCloseable, BenchGateway.Way {

  private final Process process;
  private final HttpClient client;

  private SinkProcess(Process process, HttpClient client) {
    this.process = process;
    this.client = client;
  }

  static SinkProcess start(Vertx vertx, int connections) throws IOException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-cp",
                System.getProperty("java.class.path"),
                Sink.class.getName())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    String port =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))
            .readLine();
    if (port == null) {
      throw new IOException("the sink did not start");
    }
    HttpClientOptions options =
        new HttpClientOptions()
            .setDefaultHost("127.0.0.1")
            .setDefaultPort(Integer.parseInt(port))
            .setMaxPoolSize(connections)
            .setKeepAlive(true);
    return new SinkProcess(process, vertx.createHttpClient(options));
  }

  /**
   * @param posts requests that came
   * @param contacts different ones among them
   * @param bytes of all bodies
   */
  record Counts(long posts, long contacts, long bytes) {}

  ProcessorTime processorTime() {
    return ProcessorTime.of(process.toHandle());
  }

  /** What came since this was asked last. */
  Counts counts() throws Exception {
    String[] words =
        client
            .request(HttpMethod.GET, "/")
            .compose(request -> request.send())
            .compose(HttpClientResponse::body)
            .toCompletionStage()
            .toCompletableFuture()
            .get()
            .toString()
            .split(" ");
    return new Counts(Long.parseLong(words[0]), Long.parseLong(words[1]), Long.parseLong(words[2]));
  }

  @Override
  public Uni<SendOutcome> take(OutboundMessage message) {
    return Uni.createFrom()
        .emitter(
            emitter ->
                post(message)
                    .onComplete(
                        answer ->
                            emitter.complete(
                                answer.succeeded()
                                    ? outcome(message, answer.result())
                                    : new SendOutcome.Unknown(
                                        answer.cause().getClass().getSimpleName()))));
  }

  private Future<Integer> post(OutboundMessage message) {
    return client
        .request(HttpMethod.POST, "/messages/" + message.contact().value())
        .compose(request -> request.send(Buffer.buffer(message.body())))
        .compose(response -> response.end().map(response.statusCode()));
  }

  private static SendOutcome outcome(OutboundMessage message, int status) {
    return status == 202
        ? new SendOutcome.Accepted(BenchGateway.messageId(message))
        : new SendOutcome.Rejected(Integer.toString(status), false);
  }

  @Override
  public void close() throws Exception {
    client.close().toCompletionStage().toCompletableFuture().get();
    process.getOutputStream().close();
    if (!process.waitFor(5, TimeUnit.SECONDS)) {
      process.destroyForcibly();
    }
  }
}
