package io.batuta.segment;

/**
 * A rule under a name, which campaigns refer to.
 *
 * @param name unique within the creditor
 * @param rule that was accepted when it was stored
 * @param description for people; may be empty
 */
public record Segment(String name, String rule, String description) {}
