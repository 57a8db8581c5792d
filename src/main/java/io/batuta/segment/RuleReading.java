package io.batuta.segment;

/** What reading the text of a rule comes to. */
public sealed interface RuleReading permits Rule, BadRule {}
