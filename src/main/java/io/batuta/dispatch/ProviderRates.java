package io.batuta.dispatch;

import io.batuta.postgres.Tx;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.ZoneOffset;
import org.eclipse.microprofile.config.Config;

/**
 * The rate a provider begins with, from {@code batuta.channel.<provider>.per-second} and {@code
 * …burst}. Once its row in {@code provider_rate} is made, the row holds: one number for all
 * functions, changed there.
 */
@ApplicationScoped
class ProviderRates {

  private static final BigDecimal CAREFUL = BigDecimal.TEN;

  private static final String BEGIN =
      """
      INSERT INTO provider_rate (provider, per_second, burst, tokens, refilled_at)
      VALUES ($1, $2::numeric, $3::int4, $3::int4, $4)
      ON CONFLICT (provider) DO NOTHING
      """;

  private final Config config;

  ProviderRates(Config config) {
    this.config = config;
  }

  /**
   * @param perSecond messages a second
   * @param burst messages that may leave at once after a pause
   */
  record Rate(BigDecimal perSecond, int burst) {}

  /**
   * A provider that config does not name gets ten a second; without a burst, one second's worth.
   */
  Rate of(String provider) {
    String prefix = "batuta.channel." + provider + ".";
    BigDecimal perSecond =
        config.getOptionalValue(prefix + "per-second", BigDecimal.class).orElse(CAREFUL);
    int second = perSecond.setScale(0, RoundingMode.CEILING).intValueExact();
    return new Rate(
        perSecond, config.getOptionalValue(prefix + "burst", Integer.class).orElse(second));
  }

  /** Makes the row of a provider that has none. */
  Uni<Void> begin(Tx tx, Round round) {
    Rate rate = of(round.provider());
    return tx.run(
            BEGIN,
            Tuple.of(
                round.provider(),
                rate.perSecond(),
                rate.burst(),
                round.now().atOffset(ZoneOffset.UTC)))
        .replaceWithVoid();
  }
}
