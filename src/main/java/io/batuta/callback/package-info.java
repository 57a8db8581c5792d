/**
 * What the provider reports, into the ledger, once, in any order.
 *
 * <p>Must not know HTTP or Lambda.
 */
@NullMarked
package io.batuta.callback;

import org.jspecify.annotations.NullMarked;
