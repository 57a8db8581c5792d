package io.batuta.message;

import io.batuta.portfolio.Channel;
import org.jspecify.annotations.Nullable;

/**
 * What somebody wrote for one channel in one language, before it has a version.
 *
 * @param language ISO 639-1: {@code es}
 * @param subject e-mail only
 */
public record TemplateText(
    Channel channel, String language, @Nullable String subject, String body) {}
