package io.batuta.campaign;

/**
 * Something that a campaign names and that is not there.
 *
 * @param field of the definition: {@code segment}, {@code templates.SMS.es}
 * @param message what is wrong with it
 */
public record MissingPart(String field, String message) {}
