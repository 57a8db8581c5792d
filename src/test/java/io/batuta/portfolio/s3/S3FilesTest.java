package io.batuta.portfolio.s3;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import io.batuta.portfolio.BrokenFile;
import io.batuta.portfolio.FileStore.Unreachable;
import io.batuta.portfolio.StoredFile;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.services.s3.S3Client;

class S3FilesTest {

  private static final byte[] CSV = "account_number\nA1\n".getBytes(StandardCharsets.UTF_8);
  private static final StoredFile VERSIONED =
      new StoredFile(
          "uploads",
          "banco/delta/año 1.csv",
          "v-7",
          "0123abcd",
          (long) CSV.length,
          "0055AED6",
          null);
  private static final StoredFile PLAIN =
      new StoredFile("uploads", "banco/delta/1.csv", null, "0123abcd", null, "0055AED6", null);

  private final WireMockServer server =
      new WireMockServer(options().bindAddress("127.0.0.1").dynamicPort());
  private S3Files files;

  @BeforeEach
  void open() {
    server.start();
    files =
        new S3Files(
            S3Client.builder()
                .endpointOverride(URI.create(server.baseUrl()))
                .forcePathStyle(true)
                .region(Region.US_EAST_1)
                .credentialsProvider(
                    StaticCredentialsProvider.create(AwsBasicCredentials.create("a-key", "a-sec")))
                .overrideConfiguration(c -> c.retryStrategy(DefaultRetryStrategy.doNotRetry()))
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .build());
  }

  @AfterEach
  void close() {
    files.close();
    server.stop();
  }

  @Test
  void the_version_that_was_told_is_read() throws IOException {
    answers(aResponse().withStatus(200).withBody(CSV));
    try (InputStream in = files.open(VERSIONED)) {
      assertArrayEquals(CSV, in.readAllBytes());
    }
    LoggedRequest asked = asked();
    assertEquals("/uploads/banco/delta/a%C3%B1o%201.csv?versionId=v-7", asked.getUrl());
  }

  @Test
  void without_versions_it_must_still_be_the_same_content() throws IOException {
    answers(aResponse().withStatus(200).withBody(CSV));
    files.open(PLAIN).close();
    assertEquals("\"0123abcd\"", asked().getHeader("If-Match"));
  }

  @Test
  void an_object_that_vanished_or_changed_is_said_so_and_not_tried_again() {
    for (var expected : Map.of(404, "gone", 412, "replaced").entrySet()) {
      answers(aResponse().withStatus(expected.getKey()));
      BrokenFile broken = assertThrows(BrokenFile.class, () -> files.open(PLAIN));
      assertTrue(broken.reason().contains(expected.getValue()), broken.reason());
      assertEquals(0, broken.line());
    }
  }

  /** A role or a key that was set up wrongly is mended by a person, and the file loads then. */
  @Test
  void an_object_that_is_barred_is_to_be_asked_again() {
    for (int status : List.of(401, 403)) {
      answers(aResponse().withStatus(status));
      Unreachable barred = assertThrows(Unreachable.class, () -> files.open(PLAIN));
      assertTrue(String.valueOf(barred.getMessage()).contains("forbids"), barred.getMessage());
    }
  }

  @Test
  void an_object_that_grew_is_not_the_one_that_was_told() {
    answers(
        aResponse()
            .withStatus(200)
            .withHeader("Content-Length", "21")
            .withBody("account_number\nA1\nA2\n"));
    BrokenFile broken = assertThrows(BrokenFile.class, () -> files.open(VERSIONED));
    assertTrue(broken.reason().contains("18 bytes"), broken.reason());
    assertTrue(broken.reason().contains("21 now"), broken.reason());
  }

  @Test
  void a_bucket_that_is_away_is_to_be_asked_again() {
    answers(aResponse().withStatus(503));
    assertThrows(Unreachable.class, () -> files.open(PLAIN));
    answers(aResponse().withFault(Fault.EMPTY_RESPONSE));
    assertThrows(Unreachable.class, () -> files.open(PLAIN));
    server.stop();
    assertThrows(Unreachable.class, () -> files.open(PLAIN));
  }

  @Test
  void an_object_that_ends_too_early_is_not_taken_for_whole() throws IOException {
    InputStream whole = new WholeObject(new ByteArrayInputStream(CSV), CSV.length);
    assertArrayEquals(CSV, whole.readAllBytes());
    InputStream half = new WholeObject(new ByteArrayInputStream(CSV), CSV.length + 1);
    assertThrows(IOException.class, half::readAllBytes);
  }

  @Test
  void a_line_that_breaks_while_reading_is_told_as_such() throws IOException {
    answers(aResponse().withStatus(200).withFault(Fault.MALFORMED_RESPONSE_CHUNK));
    try (InputStream in = files.open(PLAIN)) {
      assertThrows(IOException.class, in::readAllBytes);
    }
  }

  private void answers(ResponseDefinitionBuilder answer) {
    server.stubFor(any(anyUrl()).willReturn(answer));
  }

  private LoggedRequest asked() {
    return server.findAll(anyRequestedFor(anyUrl())).getLast();
  }
}
