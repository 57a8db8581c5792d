package io.batuta.secrets;

import io.smallrye.config.ConfigSourceContext;
import io.smallrye.config.ConfigSourceFactory;
import io.smallrye.config.ConfigValue;
import io.smallrye.config.PropertiesConfigSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.spi.ConfigSource;

/**
 * Settings that follow from others: the keys of {@code BATUTA_SECRETS}, the login of {@code
 * BATUTA_DATABASE_SECRET}, and what {@code sslmode=require} in the database's address means. Found
 * through {@code META-INF/services}.
 */
public final class CloudSettings implements ConfigSourceFactory {

  private static final int ORDINAL = 274;

  /** Made by the service loader. */
  public CloudSettings() {}

  @Override
  public Iterable<ConfigSource> getConfigSources(ConfigSourceContext context) {
    List<ConfigSource> sources = new ArrayList<>();
    String secrets = value(context, InstallationSecrets.VARIABLE);
    if (!secrets.isEmpty()) {
      sources.add(new InstallationSecrets(secrets));
    }
    Map<String, String> derived = new HashMap<>();
    if (!value(context, DatabaseLogin.VARIABLE).isEmpty()) {
      derived.put("quarkus.datasource.credentials-provider", DatabaseLogin.NAME);
      derived.put("quarkus.datasource.credentials-provider-name", DatabaseLogin.NAME);
    }
    // As libpq means it: encrypted, whoever signed the certificate. Aurora's is signed by an
    // authority of Amazon's that no JDK knows.
    if (value(context, "BATUTA_DATABASE_URL").contains("sslmode=require")) {
      derived.put("quarkus.datasource.reactive.trust-all", "true");
    }
    if (!derived.isEmpty()) {
      sources.add(new PropertiesConfigSource(derived, "settings for the cloud", ORDINAL));
    }
    return sources;
  }

  private static String value(ConfigSourceContext context, String name) {
    ConfigValue found = context.getValue(name);
    return found == null || found.getValue() == null ? "" : found.getValue().strip();
  }
}
