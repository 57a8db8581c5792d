/**
 * Runs one named {@code .sql} file, alone or in a transaction, as one tenant or across all.
 *
 * <p>Must not know a single word of the domain.
 */
@NullMarked
package io.batuta.postgres;

import org.jspecify.annotations.NullMarked;
