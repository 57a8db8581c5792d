/**
 * Documents that are printed or filed: PDF.
 *
 * <p>Must not know what stands in them.
 */
@NullMarked
package io.batuta.document;

import org.jspecify.annotations.NullMarked;
