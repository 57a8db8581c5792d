package io.batuta.channel.sns;

import io.batuta.channel.SubscriptionConfirmer;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/**
 * GETs a checked address of Amazon's: within five seconds, without following anybody elsewhere, at
 * most 64 KiB, on a worker thread.
 */
@ApplicationScoped
class AmazonHttp implements SubscriptionConfirmer {

  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final int MOST_BYTES = 64 * 1024;

  /** Status and body of an answer. */
  record Page(int status, byte[] body) {}

  /** Fails when there is no whole answer in time. */
  Uni<Page> get(URI address) {
    return Uni.createFrom()
        .item(() -> fetch(address))
        .runSubscriptionOn(Infrastructure.getDefaultWorkerPool())
        .ifNoItem()
        .after(PATIENCE.multipliedBy(2))
        .fail();
  }

  @Override
  public Uni<Boolean> confirm(URI address) {
    return get(address).map(page -> page.status() == 200).onFailure().recoverWithItem(false);
  }

  private static Page fetch(URI address) {
    HttpRequest request = HttpRequest.newBuilder(address).timeout(PATIENCE).GET().build();
    try (HttpClient client =
        HttpClient.newBuilder()
            .connectTimeout(PATIENCE)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build()) {
      var answer = client.send(request, HttpResponse.BodyHandlers.ofInputStream());
      try (InputStream body = answer.body()) {
        return new Page(answer.statusCode(), body.readNBytes(MOST_BYTES));
      }
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(address.getHost() + " did not answer", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while asking " + address.getHost(), e);
    }
  }
}
