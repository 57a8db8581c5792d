/**
 * Which treatment a member gets, from facts and odds: pure values in, values out.
 *
 * <p>Must not know the database or a provider.
 */
@NullMarked
package io.batuta.strategy;

import org.jspecify.annotations.NullMarked;
