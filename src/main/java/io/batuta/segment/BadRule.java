package io.batuta.segment;

/**
 * Why a text is not a rule, and where.
 *
 * @param message for the person who wrote it
 * @param position of the offending word, in UTF-16 units from 0; the text's length when it ends too
 *     early
 * @param length of that word; 0 when something is missing
 */
public record BadRule(String message, int position, int length) implements RuleReading {}
