package io.batuta.portfolio;

/** The number of one contact point in our database; positive, never reused. */
public record ContactPointId(long value) {}
