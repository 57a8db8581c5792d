/**
 * Who owes what to whom and how they can be reached, and how a lender's file becomes that.
 *
 * <p>Must not know that anybody is ever contacted.
 */
@NullMarked
package io.batuta.portfolio;

import org.jspecify.annotations.NullMarked;
