package io.batuta.strategy;

/** What reading a strategy's definition gives: the strategy, or what is wrong with it. */
public sealed interface StrategyReading permits Strategy, BadStrategy {}
