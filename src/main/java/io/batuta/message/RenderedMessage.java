package io.batuta.message;

import org.jspecify.annotations.Nullable;

/**
 * A message with its values in place.
 *
 * @param parts how many units the provider bills: SMS parts; 1 on other channels
 */
public record RenderedMessage(@Nullable String subject, String body, int parts)
    implements Rendering {}
