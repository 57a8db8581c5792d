package io.batuta.portfolio;

/** The number of one creditor in our database; positive, never reused. */
public record CreditorId(int value) {}
