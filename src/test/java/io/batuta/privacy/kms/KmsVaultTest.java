package io.batuta.privacy.kms;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.batuta.channel.AmazonWire;
import io.batuta.privacy.CannotDecrypt;
import io.batuta.privacy.KeyVault;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.services.kms.KmsClient;

/** What is really sent to KMS, and what its answers come to. */
class KmsVaultTest {

  private static final String KEY = "arn:aws:kms:us-east-1:123456789012:key/1234";
  private static final Duration SOON = Duration.ofSeconds(20);
  private static final byte[] CLEAR = new byte[32];
  private static final byte[] WRAPPED = {1, 2, 3};

  private final AmazonWire wire = new AmazonWire();
  private final KmsVault vault =
      new KmsVault(
          KEY,
          KmsClient.builder()
              .endpointOverride(wire.url())
              .region(Region.US_EAST_1)
              .credentialsProvider(
                  StaticCredentialsProvider.create(AwsBasicCredentials.create("a-key", "a-secret")))
              .overrideConfiguration(c -> c.retryStrategy(DefaultRetryStrategy.doNotRetry()))
              .httpClientBuilder(UrlConnectionHttpClient.builder())
              .build());

  @AfterEach
  void close() {
    vault.close();
    wire.close();
  }

  @Test
  void a_key_is_wrapped_in_the_name_of_its_owner() {
    says(200, new JsonObject().put("CiphertextBlob", base64(WRAPPED)).put("KeyId", KEY));
    assertArrayEquals(WRAPPED, vault.wrap(CLEAR, "creditor/7").await().atMost(SOON));
    assertEquals("TrentService.Encrypt", wire.requests().getFirst().getHeader("X-Amz-Target"));
    assertEquals(
        new JsonObject()
            .put("KeyId", KEY)
            .put("Plaintext", base64(CLEAR))
            .put("EncryptionContext", new JsonObject().put("batuta", "creditor/7")),
        asked());
  }

  @Test
  void and_unwrapped_by_the_same_key_in_the_same_name() {
    says(200, new JsonObject().put("Plaintext", base64(CLEAR)).put("KeyId", KEY));
    assertArrayEquals(CLEAR, vault.unwrap(WRAPPED, "creditor/7").await().atMost(SOON));
    assertEquals("TrentService.Decrypt", wire.requests().getFirst().getHeader("X-Amz-Target"));
    assertEquals(KEY, asked().getString("KeyId"));
    assertEquals(base64(WRAPPED), asked().getString("CiphertextBlob"));
    assertEquals("creditor/7", asked().getJsonObject("EncryptionContext").getString("batuta"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"InvalidCiphertextException", "IncorrectKeyException"})
  void what_is_somebody_elses_cannot_be_decrypted(String type) {
    says(400, new JsonObject().put("__type", type));
    assertThrows(
        CannotDecrypt.class, () -> vault.unwrap(WRAPPED, "creditor/8").await().atMost(SOON));
  }

  @ParameterizedTest
  @ValueSource(strings = {"KMSInternalException", "AccessDeniedException", "ThrottlingException"})
  void trouble_is_told_as_what_it_is(String type) {
    says(type.startsWith("KMS") ? 500 : 400, new JsonObject().put("__type", type));
    assertThrows(
        KeyVault.Unreachable.class, () -> vault.wrap(CLEAR, "creditor/8").await().atMost(SOON));
  }

  @Test
  void without_a_key_there_is_no_vault() {
    assertFalse(new KmsVault(Optional.of(" ")).isThere());
    assertFalse(new KmsVault(Optional.empty()).isThere());
    assertTrue(vault.isThere());
  }

  private void says(int status, JsonObject answer) {
    wire.answers(status, "application/x-amz-json-1.1", answer.encode());
  }

  private JsonObject asked() {
    return new JsonObject(wire.requests().getFirst().getBodyAsString());
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }
}
