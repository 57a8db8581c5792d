/**
 * Claims what is due, asks compliance again, renders, sends at most once, records.
 *
 * <p>Must not know which provider it speaks to.
 */
@NullMarked
package io.batuta.dispatch;

import org.jspecify.annotations.NullMarked;
