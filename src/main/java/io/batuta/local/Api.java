package io.batuta.local;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** Speaks to the product over HTTP, as any user of its API would. Blocks. */
public final class Api {

  /** The product refused a request; the message says which, and what it answered. */
  public static final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Refused(String sentence) {
      super(sentence);
    }
  }

  /** What came back, with the place to look at where the work goes on. */
  public record Answer(int status, JsonObject body, String location) {}

  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(10))
          .build();
  private final String root;

  /**
   * @param root {@code http://127.0.0.1:8080}
   */
  public Api(String root) {
    this.root = root;
  }

  public Answer put(String key, String path, JsonObject body) throws InterruptedException {
    return call(key, "PUT", path, "application/json", BodyPublishers.ofString(body.encode()));
  }

  public Answer post(String key, String path, JsonObject body) throws InterruptedException {
    return call(key, "POST", path, "application/json", BodyPublishers.ofString(body.encode()));
  }

  public Answer postCsv(String key, String path, BodyPublisher csv) throws InterruptedException {
    return call(key, "POST", path, "text/csv; charset=utf-8", csv);
  }

  public Answer get(String key, String path) throws InterruptedException {
    return call(key, "GET", path, "application/json", BodyPublishers.noBody());
  }

  /** A webhook's status; the caller decides whether to come again. */
  int knock(HttpRequest.Builder request, String path) throws IOException, InterruptedException {
    return http.send(
            request.uri(URI.create(root + path)).timeout(Duration.ofMinutes(1)).build(),
            BodyHandlers.discarding())
        .statusCode();
  }

  private Answer call(
      String key, String method, String path, String contentType, BodyPublisher body)
      throws InterruptedException {
    String where = path.startsWith("/") ? root + path : path;
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(where))
            .timeout(Duration.ofMinutes(30))
            .header("X-Api-Key", key)
            .header("Content-Type", contentType)
            .header("Accept", "application/json")
            .method(method, body)
            .build();
    try {
      HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
      if (response.statusCode() >= 300) {
        throw new Refused(
            "%s %s was answered %d: %s"
                .formatted(method, path, response.statusCode(), shortened(response.body())));
      }
      return new Answer(
          response.statusCode(),
          response.body().startsWith("{") ? new JsonObject(response.body()) : new JsonObject(),
          response.headers().firstValue("Location").orElse(""));
    } catch (IOException e) {
      throw new Refused("%s %s had no answer: %s".formatted(method, path, e));
    }
  }

  private static String shortened(String text) {
    return text.length() > 600 ? text.substring(0, 600) + "…" : text;
  }
}
