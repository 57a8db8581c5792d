/**
 * All Lambda handlers, chosen by name: unwrap, call one verb, wrap.
 *
 * <p>Must not know HTTP resources; {@code web} is the other door of the same house.
 */
@NullMarked
package io.batuta.function;

import org.jspecify.annotations.NullMarked;
