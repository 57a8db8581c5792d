package io.batuta.portfolio;

/** The number of one debtor in our database; positive, never reused. */
public record DebtorId(long value) {}
