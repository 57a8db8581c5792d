package io.batuta.strategy;

/**
 * A definition that is no strategy.
 *
 * @param field where: {@code rungs[2].wait}
 * @param message what is wrong, and what would be right
 */
public record BadStrategy(String field, String message) implements StrategyReading {}
