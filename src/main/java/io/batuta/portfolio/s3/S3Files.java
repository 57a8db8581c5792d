package io.batuta.portfolio.s3;

import io.batuta.amazon.KeptClient;
import io.batuta.portfolio.BrokenFile;
import io.batuta.portfolio.FileStore;
import io.batuta.portfolio.StoredFile;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.InputStream;
import java.time.Duration;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

/**
 * Streams objects. One GET reads one state of an object, whatever is put meanwhile; the version, or
 * else the ETag, makes it the state that was told.
 */
@ApplicationScoped
class S3Files implements FileStore {

  /** Between two reads: while a batch is written to the database nothing is read. */
  private static final Duration SILENT_AT_MOST = Duration.ofSeconds(60);

  private final KeptClient<S3Client> client;

  @Inject
  S3Files() {
    client =
        new KeptClient<>(
            () -> S3Client.builder().httpClientBuilder(KeptClient.http(SILENT_AT_MOST)).build());
  }

  S3Files(S3Client client) {
    this.client = new KeptClient<>(() -> client);
  }

  @Override
  public InputStream open(StoredFile file) {
    GetObjectRequest.Builder ask = GetObjectRequest.builder().bucket(file.bucket()).key(file.key());
    if (file.version() != null) {
      ask.versionId(file.version());
    } else if (file.tag() != null) {
      ask.ifMatch('"' + file.tag() + '"');
    }
    try {
      return whole(file, client.get().getObject(ask.build()));
    } catch (AwsServiceException e) {
      throw refused(e);
    } catch (SdkClientException e) {
      throw new Unreachable("the bucket cannot be reached: " + e.getClass().getSimpleName(), e);
    }
  }

  private static InputStream whole(StoredFile file, ResponseInputStream<GetObjectResponse> in) {
    Long now = in.response().contentLength();
    if (file.size() != null && now != null && !file.size().equals(now)) {
      in.abort();
      throw new BrokenFile(
          0, null, "the object had " + file.size() + " bytes when it came and has " + now + " now");
    }
    Long length = now == null ? file.size() : now;
    return length == null ? in : new WholeObject(in, length);
  }

  private static RuntimeException refused(AwsServiceException e) {
    return switch (e.statusCode()) {
      case 404 -> new BrokenFile(0, null, "the object is gone");
      case 412 -> new BrokenFile(0, null, "the object was replaced since it was told");
      // No fault of the file's, but of whoever set up roles and keys: it waits for them. Who may
      // list the bucket, as the function may, is told 404 of what is gone.
      case 401, 403 -> new Unreachable("the bucket or its key forbids to read it", e);
      default -> new Unreachable("the bucket answered " + e.statusCode(), e);
    };
  }

  @PreDestroy
  void close() {
    client.close();
  }
}
