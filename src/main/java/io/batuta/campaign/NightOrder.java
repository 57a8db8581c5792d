package io.batuta.campaign;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * Asks another run of {@code nightly} to go on with a night.
 *
 * @param creditor its code
 * @param shard the one to plan, from 0; null: cut the night and order its shards
 * @param shards into how many a night is cut that is not cut yet
 * @param dryRun only try it; then without a shard
 */
public record NightOrder(
    String creditor, LocalDate date, @Nullable Integer shard, int shards, boolean dryRun) {}
