package io.batuta.message;

import io.batuta.portfolio.Channel;
import org.jspecify.annotations.Nullable;

/**
 * What is said on one channel in one language. A change makes a new version; a contact keeps the
 * version it was planned with.
 *
 * @param language ISO 639-1: {@code es}
 * @param subject e-mail only
 */
public record MessageTemplate(
    long id,
    String name,
    int version,
    Channel channel,
    String language,
    @Nullable String subject,
    String body) {}
