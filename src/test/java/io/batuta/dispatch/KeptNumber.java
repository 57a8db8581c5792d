package io.batuta.dispatch;

import io.smallrye.mutiny.Uni;

/** A place outside the database, in memory. */
final class KeptNumber implements Memory {

  private final boolean exists;
  long number;

  private KeptNumber(boolean exists) {
    this.exists = exists;
  }

  static KeptNumber nowhere() {
    return new KeptNumber(false);
  }

  static KeptNumber of(long number) {
    KeptNumber kept = new KeptNumber(true);
    kept.number = number;
    return kept;
  }

  @Override
  public boolean exists() {
    return exists;
  }

  @Override
  public Uni<Long> recall() {
    return Uni.createFrom().item(number);
  }

  @Override
  public Uni<Void> keep(long kept) {
    number = Math.max(number, kept);
    return Uni.createFrom().voidItem();
  }
}
