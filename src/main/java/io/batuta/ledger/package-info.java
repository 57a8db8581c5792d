/**
 * Every contact fact, once, in order, for ever, and its running summary per debtor.
 *
 * <p>Must not know who writes it.
 */
@NullMarked
package io.batuta.ledger;

import org.jspecify.annotations.NullMarked;
