package io.batuta.portfolio;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A portfolio file as its arrival was told.
 *
 * @param key {@code <creditor code>/<delta|snapshot>/<any name>.csv} or {@code .csv.gz}
 * @param version of the object; null in a bucket that keeps none
 * @param tag of its content (ETag), without quotes; null when not told
 * @param size in bytes; null when not told
 * @param arrival what tells this arrival from any other of the same key, and orders them (S3's
 *     sequencer); null when nothing does
 * @param arrivedAt when it came, however late it is told; null when not told
 */
public record StoredFile(
    String bucket,
    String key,
    @Nullable String version,
    @Nullable String tag,
    @Nullable Long size,
    @Nullable String arrival,
    @Nullable Instant arrivedAt) {}
