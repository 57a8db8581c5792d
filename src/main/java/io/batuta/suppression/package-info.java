/**
 * What ends contact: payments, opt-outs, promises; records each and cancels what it covers, in one
 * transaction.
 *
 * <p>Must not know providers.
 */
@NullMarked
package io.batuta.suppression;

import org.jspecify.annotations.NullMarked;
