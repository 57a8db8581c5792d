package io.batuta.ledger.s3;

import io.batuta.ledger.Anchor;
import io.batuta.ledger.DaySeal;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * One object a creditor and day, {@code seals/<creditor>/<day>.json}. How long it is locked is the
 * bucket's own setting. Put only where nothing stands: a root that is put again stays the first.
 */
@ApplicationScoped
class S3Anchor implements Anchor {

  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(3);
  private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(10);

  /** The object is there already. */
  private static final int PRECONDITION_FAILED = 412;

  private final Optional<String> bucket;
  private @Nullable S3Client client;

  @Inject
  S3Anchor(@ConfigProperty(name = "batuta.seal.bucket") Optional<String> bucket) {
    this.bucket = bucket.filter(text -> !text.isBlank());
  }

  S3Anchor(String bucket, S3Client client) {
    this.bucket = Optional.of(bucket);
    this.client = client;
  }

  @Override
  public boolean isThere() {
    return bucket.isPresent();
  }

  @Override
  public Uni<String> put(String creditor, DaySeal seal) {
    String into =
        bucket.orElseThrow(() -> new IllegalStateException("BATUTA_SEAL_BUCKET is not set"));
    String key = "seals/" + creditor + "/" + seal.day() + ".json";
    return Uni.createFrom()
        .item(() -> kept(into, key, seal))
        .runSubscriptionOn(Infrastructure.getDefaultWorkerPool());
  }

  /** Blocks. */
  private String kept(String into, String key, DaySeal seal) {
    try {
      ready()
          .putObject(
              ask -> ask.bucket(into).key(key).contentType("application/json").ifNoneMatch("*"),
              RequestBody.fromString(seal.toJson().encode()));
    } catch (AwsServiceException e) {
      if (e.statusCode() != PRECONDITION_FAILED) {
        throw new Unreachable("the bucket answered " + e.statusCode(), e);
      }
    } catch (SdkException | UncheckedIOException e) {
      // The JDK's own HTTP client lets a refused connection of a PUT through as it is.
      throw new Unreachable(e.getClass().getSimpleName(), e);
    }
    return "s3://" + into + "/" + key;
  }

  private synchronized S3Client ready() {
    S3Client made = client;
    if (made == null) {
      made =
          S3Client.builder()
              .httpClientBuilder(
                  UrlConnectionHttpClient.builder()
                      .connectionTimeout(CONNECT_TIMEOUT)
                      .socketTimeout(ANSWER_TIMEOUT))
              .build();
      client = made;
    }
    return made;
  }

  @PreDestroy
  synchronized void close() {
    if (client != null) {
      client.close();
    }
  }
}
