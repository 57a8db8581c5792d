package io.batuta.function;

import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.Config;

/**
 * What a function cannot do without. On a laptop there are defaults; in the cloud a missing one
 * would show as a database on the function's own host, or at the first file of a night.
 */
@ApplicationScoped
class NeededSettings {

  /** Set by Lambda, and by whatever stands in for it. */
  private static final String IN_LAMBDA = "AWS_LAMBDA_RUNTIME_API";

  private static final String HANDLER = "quarkus.lambda.handler";

  private static final Map<String, String> ALWAYS =
      Map.of("batuta.database.url", "BATUTA_DATABASE_URL");

  private static final Map<String, Map<String, String>> BY_HANDLER =
      Map.of("import", Map.of("batuta.import.bucket", "BATUTA_IMPORT_BUCKET"));

  /** One of them holds the master key of personal data; on AWS the first. */
  private static final Map<String, String> MASTER_KEY =
      new TreeMap<>(
          Map.of(
              "batuta.privacy.kms-key", "BATUTA_PRIVACY_KMS_KEY",
              "batuta.privacy.key-file", "BATUTA_PRIVACY_KEY_FILE",
              "batuta.privacy.master-key", "BATUTA_PRIVACY_MASTER_KEY"));

  /** Reads nobody's name. */
  private static final String MIGRATE = "migrate";

  private final Config config;

  NeededSettings(Config config) {
    this.config = config;
  }

  void check(@Observes StartupEvent start) {
    if (config.getOptionalValue(IN_LAMBDA, String.class).isPresent()) {
      require(config.getOptionalValue(HANDLER, String.class).orElse(""));
    }
  }

  /**
   * @throws IllegalStateException naming every environment variable that is missing
   */
  void require(String handler) {
    List<String> missing =
        Stream.concat(
                Stream.of(ALWAYS, BY_HANDLER.getOrDefault(handler, Map.of()))
                    .flatMap(needed -> needed.entrySet().stream())
                    .filter(needed -> isMissing(needed.getKey()))
                    .map(Map.Entry::getValue)
                    .sorted(),
                masterKey(handler).stream())
            .toList();
    if (!missing.isEmpty()) {
      throw new IllegalStateException(
          "the function " + handler + " cannot start without " + String.join(", ", missing));
    }
  }

  private Optional<String> masterKey(String handler) {
    return handler.equals(MIGRATE) || !MASTER_KEY.keySet().stream().allMatch(this::isMissing)
        ? Optional.empty()
        : Optional.of("one of " + String.join(", ", MASTER_KEY.values()));
  }

  private boolean isMissing(String property) {
    Optional<String> value = config.getOptionalValue(property, String.class);
    return value.isEmpty() || value.get().isBlank();
  }
}
