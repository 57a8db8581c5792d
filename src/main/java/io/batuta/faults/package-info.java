/**
 * Kills the product again and again while it plans and sends, and then compares its ledger with
 * what a provider received. What {@code scripts/faults} starts; never in the archive for the cloud.
 *
 * <p>Must not know how dispatch works: it looks at what stands in the database, at what reached the
 * provider, and at nothing else.
 */
@NullMarked
package io.batuta.faults;

import org.jspecify.annotations.NullMarked;
