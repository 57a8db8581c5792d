/**
 * The supervisor's questions and orders: the board of the day, the timeline of a debtor.
 *
 * <p>Must not know HTTP.
 */
@NullMarked
package io.batuta.supervision;

import org.jspecify.annotations.NullMarked;
