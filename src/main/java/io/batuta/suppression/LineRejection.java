package io.batuta.suppression;

import org.jspecify.annotations.Nullable;

/**
 * Why a line of a file was not taken; it never repeats what the line says.
 *
 * @param line from 1
 * @param column null where it is the line as a whole
 */
public record LineRejection(long line, @Nullable String column, String reason) {}
