/**
 * Verifies the ledger against its seals, with nothing of the product running.
 *
 * <p>Must not write.
 */
@NullMarked
package io.batuta.local.verify;

import org.jspecify.annotations.NullMarked;
