/**
 * Speaks Amazon SQS: orders shards of a night.
 *
 * <p>Nobody imports it.
 */
@NullMarked
package io.batuta.campaign.sqs;

import org.jspecify.annotations.NullMarked;
