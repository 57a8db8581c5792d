/**
 * Speaks Amazon S3: reads uploaded portfolio files.
 *
 * <p>Nobody imports it.
 */
@NullMarked
package io.batuta.portfolio.s3;

import org.jspecify.annotations.NullMarked;
