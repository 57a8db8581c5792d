package io.batuta.postgres;

/**
 * What a "put" left behind.
 *
 * @param created false: it was there before, changed or not
 */
public record Saved<T>(T value, boolean created) {}
