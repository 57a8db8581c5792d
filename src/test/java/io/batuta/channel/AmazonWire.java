package io.batuta.channel;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.Config;

/** An Amazon endpoint on this machine: what it is told to answer, and what it was really sent. */
public final class AmazonWire implements AutoCloseable {

  private final WireMockServer server =
      new WireMockServer(options().bindAddress("127.0.0.1").dynamicPort());

  public AmazonWire() {
    server.start();
  }

  /** Where it listens, for a client that is made by hand. */
  public URI url() {
    return URI.create(server.baseUrl());
  }

  /** A config whose provider speaks to this endpoint, with more keys if wanted. */
  public Config config(String provider, Map<String, String> more) {
    return config(provider, server.baseUrl(), more);
  }

  public static Config config(String provider, String endpoint, Map<String, String> more) {
    String prefix = "batuta.channel." + provider + ".";
    Map<String, String> keys = new HashMap<>();
    keys.put(prefix + "endpoint", endpoint);
    keys.put(prefix + "region", "us-east-1");
    keys.put(prefix + "access-key-id", "a-test-key");
    keys.put(prefix + "secret-access-key", "a-test-secret");
    keys.putAll(more);
    return new SmallRyeConfigBuilder()
        .withSources(new PropertiesConfigSource(keys, "test", 100))
        .build();
  }

  public void answers(int status, String contentType, String body, String... headers) {
    ResponseDefinitionBuilder answer =
        aResponse().withStatus(status).withHeader("Content-Type", contentType).withBody(body);
    for (int i = 0; i < headers.length; i += 2) {
      answer = answer.withHeader(headers[i], headers[i + 1]);
    }
    server.stubFor(any(anyUrl()).willReturn(answer));
  }

  public void cuts() {
    server.stubFor(any(anyUrl()).willReturn(aResponse().withFault(Fault.EMPTY_RESPONSE)));
  }

  /** Holds its answer for two seconds: longer than the contract's short time-out. */
  public void isSilent() {
    server.stubFor(any(anyUrl()).willReturn(aResponse().withFixedDelay(2_000).withStatus(200)));
  }

  public List<LoggedRequest> requests() {
    return server.findAll(
        com.github.tomakehurst.wiremock.client.WireMock.anyRequestedFor(anyUrl()));
  }

  public LoggedRequest onlyRequest() {
    List<LoggedRequest> all = requests();
    if (all.size() != 1) {
      throw new AssertionError("one request, not " + all.size());
    }
    return all.getFirst();
  }

  /** Closes the socket: connecting is refused from now on. What was requested stays known. */
  public void goesAway() {
    server.stop();
  }

  @Override
  public void close() {
    server.stop();
  }
}
