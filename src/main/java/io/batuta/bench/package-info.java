/**
 * Measures the product on this machine, each part as a ratio to the same work done by the database
 * alone, in one run. What {@code scripts/bench} starts; never in the archive for the cloud.
 *
 * <p>Adding a measure is adding one {@link io.batuta.bench.Bench}.
 */
@NullMarked
package io.batuta.bench;

import org.jspecify.annotations.NullMarked;
