package io.batuta.secrets;

import java.util.Map;
import java.util.Set;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.jspecify.annotations.Nullable;

/**
 * The installation's keys as settings, read once from the secret that {@code BATUTA_SECRETS} names,
 * when the first of them is asked for. A variable that gives one of them itself wins: that is how a
 * laptop sets them.
 */
final class InstallationSecrets implements ConfigSource {

  static final String VARIABLE = "BATUTA_SECRETS";

  /** Below the environment (300), above application.properties (250). */
  private static final int ORDINAL = 275;

  private static final Map<String, String> KEYS =
      Map.of(
          "BATUTA_PRIVACY_HASH_KEY", "hashKey",
          "BATUTA_INSTALLATION_KEY", "installationKey",
          "BATUTA_WEBHOOKS_PAYMENTS_SECRET", "paymentsSecret");

  private final String arn;
  private @Nullable Map<String, String> secret;

  InstallationSecrets(String arn) {
    this.arn = arn;
  }

  @Override
  public Set<String> getPropertyNames() {
    return KEYS.keySet();
  }

  /**
   * @throws IllegalStateException if the secret cannot be read, or has not every key
   */
  @Override
  public @Nullable String getValue(String name) {
    String key = KEYS.get(name);
    return key == null ? null : SecretVault.need(secret(), VARIABLE, key);
  }

  @Override
  public String getName() {
    return "the secret that " + VARIABLE + " names";
  }

  @Override
  public int getOrdinal() {
    return ORDINAL;
  }

  private synchronized Map<String, String> secret() {
    Map<String, String> read = secret;
    if (read == null) {
      read = SecretVault.read(VARIABLE, arn);
      secret = read;
    }
    return read;
  }
}
