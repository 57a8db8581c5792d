package io.batuta.secrets;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.matchingJsonPath;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import io.batuta.time.SimulatedClock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What goes over the wire to Secrets Manager, and what is made of its answers. */
class SecretsTest {

  private static final String ARN =
      "arn:aws:secretsmanager:us-east-2:123456789012:secret:batuta-a1b2c3";

  private static final Map<String, String> AMAZON =
      Map.of("aws.accessKeyId", "AKIDEXAMPLE", "aws.secretAccessKey", "not-a-secret");

  private final WireMockServer amazon =
      new WireMockServer(WireMockConfiguration.options().bindAddress("127.0.0.1").dynamicPort());

  private final SimulatedClock clock = new SimulatedClock(Instant.parse("2026-11-23T12:00:00Z"));

  @BeforeEach
  void start() {
    amazon.start();
    AMAZON.forEach(System::setProperty);
    System.setProperty("aws.endpointUrlSecretsManager", amazon.baseUrl());
  }

  @AfterEach
  void stop() {
    AMAZON.keySet().forEach(System::clearProperty);
    System.clearProperty("aws.endpointUrlSecretsManager");
    amazon.stop();
  }

  @Test
  void the_keys_are_read_once_from_the_region_of_the_secret() {
    holds("{\"hashKey\":\"h\",\"installationKey\":\"i\",\"paymentsSecret\":\"p\"}");
    InstallationSecrets secrets = new InstallationSecrets(ARN);
    assertEquals("h", secrets.getValue("BATUTA_PRIVACY_HASH_KEY"));
    assertEquals("i", secrets.getValue("BATUTA_INSTALLATION_KEY"));
    assertEquals("p", secrets.getValue("BATUTA_WEBHOOKS_PAYMENTS_SECRET"));
    assertNull(secrets.getValue("BATUTA_DATABASE_URL"));
    amazon.verify(
        1,
        postRequestedFor(urlEqualTo("/"))
            .withHeader("X-Amz-Target", equalTo("secretsmanager.GetSecretValue"))
            .withHeader(
                "Authorization",
                com.github.tomakehurst.wiremock.client.WireMock.containing(
                    "/us-east-2/secretsmanager/aws4_request"))
            .withRequestBody(matchingJsonPath("$.SecretId", equalTo(ARN))));
  }

  @Test
  void a_missing_key_is_named_and_no_value_is_repeated() {
    holds("{\"hashKey\":\"a-very-secret-word\",\"paymentsSecret\":\" \"}");
    InstallationSecrets secrets = new InstallationSecrets(ARN);
    assertEquals(
        "BATUTA_SECRETS: the secret has no key installationKey",
        said(() -> secrets.getValue("BATUTA_INSTALLATION_KEY")));
    assertEquals(
        "BATUTA_SECRETS: the secret has no key paymentsSecret",
        said(() -> secrets.getValue("BATUTA_WEBHOOKS_PAYMENTS_SECRET")));
    holds("a-very-secret-word");
    assertEquals(
        "BATUTA_SECRETS: the secret must hold a JSON object",
        said(() -> new InstallationSecrets(ARN).getValue("BATUTA_INSTALLATION_KEY")));
  }

  @Test
  void a_secret_that_may_not_be_read_says_which_variable_names_it() {
    amazon.stubFor(
        post("/")
            .willReturn(
                aResponse()
                    .withStatus(400)
                    .withBody(
                        "{\"__type\":\"AccessDeniedException\",\"Message\":\"not authorized\"}")));
    String said = said(() -> new InstallationSecrets(ARN).getValue("BATUTA_PRIVACY_HASH_KEY"));
    assertTrue(said.startsWith("BATUTA_SECRETS: the secret cannot be read: not authorized"), said);
  }

  @Test
  void the_databases_login_is_kept_some_minutes_and_asked_anew_when_refused() {
    holds("{\"username\":\"batuta\",\"password\":\"one\",\"host\":\"x\",\"port\":5432}");
    DatabaseLogin login = new DatabaseLogin(clock, Optional.of(ARN));
    assertTrue(login.isSecret());
    assertEquals(Map.of("user", "batuta", "password", "one"), login.getCredentials("any"));
    holds("{\"username\":\"batuta\",\"password\":\"two\"}");
    assertEquals("one", login.getCredentialsAsync("any").await().indefinitely().get("password"));
    login.forget();
    assertEquals("two", login.getCredentialsAsync("any").await().indefinitely().get("password"));
    holds("{\"username\":\"batuta\",\"password\":\"three\"}");
    clock.advanceTo(Instant.parse("2026-11-23T12:05:00Z"));
    assertEquals("three", login.getCredentials("any").get("password"));
    amazon.verify(3, postRequestedFor(urlEqualTo("/")));
  }

  @Test
  void without_a_secret_nobody_is_asked() {
    assertFalse(new DatabaseLogin(clock, Optional.empty()).isSecret());
  }

  private void holds(String secret) {
    String json = secret.replace("\\", "\\\\").replace("\"", "\\\"");
    amazon.stubFor(
        post("/").willReturn(aResponse().withBody("{\"SecretString\":\"%s\"}".formatted(json))));
  }

  private static String said(org.junit.jupiter.api.function.Executable call) {
    return assertThrows(IllegalStateException.class, call).getMessage();
  }
}
