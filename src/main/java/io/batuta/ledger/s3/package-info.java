/**
 * Speaks Amazon S3: puts roots of sealed days into a bucket with object lock.
 *
 * <p>Nobody imports it.
 */
@NullMarked
package io.batuta.ledger.s3;

import org.jspecify.annotations.NullMarked;
