package io.batuta.dispatch;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whether a channel of a creditor is stopped, because too many complain, too little arrives, or the
 * provider fails. Exact, in whole numbers. Pure.
 *
 * @param complainedPpm millionths of what was sent; null: not judged
 * @param undeliveredPpm the same
 * @param failingPpm millionths of calls: refused, or their answer lost
 * @param sample so few are judged as if they were as many: nothing is stopped by the first three,
 *     and what is beyond doubt is stopped before the sample is full
 */
record Brake(
    @Nullable Integer complainedPpm,
    @Nullable Integer undeliveredPpm,
    @Nullable Integer failingPpm,
    int sample) {

  private static final long MILLION = 1_000_000;

  /** What happened since a moment. */
  record Counts(long sent, long refused, long uncertain, long complained, long undelivered) {}

  /** What is too many. Stored in lower case, as figures of a standstill. */
  enum Ground {
    COMPLAINED("quejas"),
    UNDELIVERED("no entregados"),
    FAILING("fallas del proveedor");

    private final String spanish;

    Ground(String spanish) {
      this.spanish = spanish;
    }
  }

  /** Too many of so many. */
  record Pulled(Ground ground, long bad, long of, int limitPpm) {

    /** For the people who find the channel stopped. */
    String why(String provider, Instant since) {
      return "%s: %d de %d por %s desde %s, sobre el límite de %s %%"
          .formatted(ground.spanish, bad, of, provider, since, percent());
    }

    private String percent() {
      return java.math.BigDecimal.valueOf(limitPpm, 4).stripTrailingZeros().toPlainString();
    }
  }

  /** Complaints first: they weigh most. */
  Optional<Pulled> judge(Counts counts) {
    long calls = counts.sent() + counts.refused() + counts.uncertain();
    return over(Ground.COMPLAINED, complainedPpm, counts.complained(), counts.sent())
        .or(() -> over(Ground.UNDELIVERED, undeliveredPpm, counts.undelivered(), counts.sent()))
        .or(() -> over(Ground.FAILING, failingPpm, counts.refused() + counts.uncertain(), calls));
  }

  private Optional<Pulled> over(Ground ground, @Nullable Integer ppm, long bad, long of) {
    if (ppm == null) {
      return Optional.empty();
    }
    long base = Math.max(of, sample);
    return Math.multiplyExact(bad, MILLION) > Math.multiplyExact((long) ppm, base)
        ? Optional.of(new Pulled(ground, bad, of, ppm))
        : Optional.empty();
  }
}
