/**
 * The plan of the day: cut, decide, judge and plan, and the stores of what strategists edit.
 *
 * <p>Must not know how a message leaves.
 */
@NullMarked
package io.batuta.campaign;

import org.jspecify.annotations.NullMarked;
