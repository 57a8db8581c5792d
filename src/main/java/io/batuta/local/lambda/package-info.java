/**
 * Plays AWS Lambda's part on this computer: a Runtime API, and the packaged archive started against
 * it as the cloud starts it. For tests and for {@code scripts/bench start}; never packaged.
 *
 * <p>Must not call the product: it knows the archive, and how to make a database for it.
 */
@NullMarked
package io.batuta.local.lambda;

import org.jspecify.annotations.NullMarked;
