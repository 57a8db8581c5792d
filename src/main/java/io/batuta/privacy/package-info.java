/**
 * Who people are: masked, hashed for search; encrypted and erased per person in a later version.
 *
 * <p>Must not know portfolios.
 */
@NullMarked
package io.batuta.privacy;

import org.jspecify.annotations.NullMarked;
