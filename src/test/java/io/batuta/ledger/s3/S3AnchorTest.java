package io.batuta.ledger.s3;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import io.batuta.ledger.Anchor.Unreachable;
import io.batuta.ledger.DaySeal;
import io.batuta.ledger.MerkleTree;
import io.batuta.portfolio.CreditorId;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.services.s3.S3Client;

class S3AnchorTest {

  private static final DaySeal SEAL =
      new DaySeal(
          new CreditorId(7),
          LocalDate.parse("2026-11-23"),
          12,
          MerkleTree.leaf("root"),
          DaySeal.beforeTheFirst(),
          Instant.parse("2026-11-24T02:00:00Z"));

  private final WireMockServer server =
      new WireMockServer(options().bindAddress("127.0.0.1").dynamicPort());
  private S3Anchor anchor;

  @BeforeEach
  void open() {
    server.start();
    anchor =
        new S3Anchor(
            "roots",
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
    anchor.close();
    server.stop();
  }

  @Test
  void a_root_is_put_where_nothing_stands_with_a_checksum() {
    answers(200);
    assertEquals("s3://roots/seals/banco/2026-11-23.json", put());
    LoggedRequest asked = server.findAll(anyRequestedFor(anyUrl())).getLast();
    assertEquals("PUT", asked.getMethod().getName());
    assertEquals("/roots/seals/banco/2026-11-23.json", asked.getUrl());
    assertEquals("*", asked.getHeader("If-None-Match"));
    // A bucket with object lock takes nothing without one.
    assertTrue(
        asked.getHeaders().keys().stream()
            .anyMatch(
                name -> name.toLowerCase().matches("content-md5|x-amz-.*checksum.*|x-amz-trailer")),
        asked.getHeaders()::toString);
    assertTrue(asked.getBodyAsString().contains(DaySeal.hex(SEAL.root())), asked.getBodyAsString());
  }

  @Test
  void one_that_stands_there_stays() {
    answers(412);
    assertEquals("s3://roots/seals/banco/2026-11-23.json", put());
  }

  @Test
  void a_bucket_that_refuses_or_is_away_is_to_be_asked_again() {
    for (int status : new int[] {403, 404, 409, 503}) {
      answers(status);
      Unreachable refused = assertThrows(Unreachable.class, this::put);
      assertTrue(refused.getMessage().contains(Integer.toString(status)), refused.getMessage());
    }
    server.stop();
    assertThrows(Unreachable.class, this::put);
  }

  @Test
  void there_is_none_where_no_bucket_is_set() {
    assertFalse(new S3Anchor(Optional.of(" ")).isThere());
    assertFalse(new S3Anchor(Optional.empty()).isThere());
    assertTrue(anchor.isThere());
  }

  private void answers(int status) {
    server.resetAll();
    server.stubFor(any(anyUrl()).willReturn(aResponse().withStatus(status)));
  }

  private String put() {
    return anchor.put("banco", SEAL).await().atMost(Duration.ofSeconds(20));
  }
}
