/**
 * What the ledger teaches: odds by channel, hour, contact point and message. Empty until the
 * learning version; strategies will read it.
 *
 * <p>Must not know plans.
 */
@NullMarked
package io.batuta.learning;

import org.jspecify.annotations.NullMarked;
