/**
 * What day and hour it is, where: the injected clock, business days and holidays.
 *
 * <p>Knows nothing of debts; every other package asks it for the time.
 */
@NullMarked
package io.batuta.time;

import org.jspecify.annotations.NullMarked;
