/**
 * What a reply means and what follows from it.
 *
 * <p>Must not know HTTP.
 */
@NullMarked
package io.batuta.conversation;

import org.jspecify.annotations.NullMarked;
