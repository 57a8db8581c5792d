package io.batuta.bench;

import io.batuta.campaign.Night;
import io.batuta.portfolio.Creditor;
import io.batuta.portfolio.CreditorStore;
import io.quarkus.arc.Unremovable;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.QuarkusApplication;
import jakarta.inject.Singleton;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;

/** Plans shards of the bench's night as they are asked for on standard input: {@code 0 2}. */
@Singleton
@Unremovable
final class OneShard implements QuarkusApplication {

  static final String READY = "ready";
  static final String DONE = "done";

  private final Clock clock;
  private final CreditorStore creditors;
  private final Night night;

  OneShard(Clock clock, CreditorStore creditors, Night night) {
    this.clock = clock;
    this.creditors = creditors;
    this.night = night;
  }

  public static void main(String[] args) {
    Quarkus.run(OneShard.class, args);
  }

  @Override
  public int run(String... args) throws Exception {
    Creditor creditor = NightBench.await(() -> creditors.byCode(Lender.CODE)).orElseThrow();
    LocalDate date = LocalDate.ofInstant(clock.instant(), creditor.timeZone());
    NightBench.await(() -> night.tryOut(creditor, date));
    System.out.println(READY);
    try (BufferedReader orders =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
      String order;
      while ((order = orders.readLine()) != null) {
        String[] parts = order.split(" ");
        int shard = Integer.parseInt(parts[0]);
        int shards = Integer.parseInt(parts[1]);
        NightBench.await(() -> night.runShard(creditor, date, shard, shards, Instant.MAX));
        System.out.println(DONE);
      }
    }
    return 0;
  }
}
