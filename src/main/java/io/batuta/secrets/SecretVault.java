package io.batuta.secrets;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.batuta.amazon.KeptClient;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClientBuilder;

/**
 * One secret of AWS Secrets Manager, read anew at each call: a client that lives no longer than its
 * call survives every snapshot. Credentials, region and another endpoint come from AWS's own
 * variables.
 */
final class SecretVault {

  private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(4);

  /** With the SDK's repetitions; still inside the shortest time that a function has. */
  private static final Duration CALL_TIMEOUT = Duration.ofSeconds(10);

  private static final int REGION_IN_ARN = 3;

  private SecretVault() {}

  /**
   * The secret's keys and values. Blocks.
   *
   * @param variable the one that names the secret, for messages
   * @param arn the secret; its region is asked when it is an ARN
   * @throws IllegalStateException if it cannot be read or is no JSON object; the message names the
   *     variable, never a value
   */
  static Map<String, String> read(String variable, String arn) {
    String text;
    try (SecretsManagerClient client = client(arn)) {
      text = client.getSecretValue(request -> request.secretId(arn)).secretString();
    } catch (SdkException e) {
      throw new IllegalStateException(
          variable + ": the secret cannot be read: " + e.getMessage(), e);
    }
    JsonNode json = json(text);
    if (!json.isObject()) {
      throw new IllegalStateException(variable + ": the secret must hold a JSON object");
    }
    Map<String, String> values = new HashMap<>();
    json.properties().forEach(field -> values.put(field.getKey(), field.getValue().asText()));
    return values;
  }

  /**
   * The value of a key.
   *
   * @throws IllegalStateException if the secret does not have it; the message names both
   */
  static String need(Map<String, String> secret, String variable, String key) {
    String value = secret.get(key);
    if (value == null || value.isBlank()) {
      throw new IllegalStateException(variable + ": the secret has no key " + key);
    }
    return value;
  }

  private static SecretsManagerClient client(String arn) {
    SecretsManagerClientBuilder builder =
        SecretsManagerClient.builder()
            .httpClientBuilder(KeptClient.http(ANSWER_TIMEOUT))
            .overrideConfiguration(call -> call.apiCallTimeout(CALL_TIMEOUT));
    String[] parts = arn.split(":", -1);
    if (arn.startsWith("arn:") && parts.length > REGION_IN_ARN) {
      builder.region(Region.of(parts[REGION_IN_ARN]));
    }
    return builder.build();
  }

  /** Not a word of a parser's message: it may quote what it read. */
  private static JsonNode json(String text) {
    try {
      return new ObjectMapper().readTree(text == null ? "" : text);
    } catch (JsonProcessingException e) {
      return new ObjectMapper().missingNode();
    }
  }
}
