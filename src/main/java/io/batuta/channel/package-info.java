/**
 * What a provider must be able to do, both ways.
 *
 * <p>Must not know plans or the ledger.
 */
@NullMarked
package io.batuta.channel;

import org.jspecify.annotations.NullMarked;
