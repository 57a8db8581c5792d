package io.batuta.portfolio;

/** The number of one account in our database; positive, never reused. */
public record AccountId(long value) {}
