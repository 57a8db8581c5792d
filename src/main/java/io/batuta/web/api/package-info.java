/**
 * REST under {@code /api/v1}: unwrap, call one verb, wrap.
 *
 * <p>Must not know AWS Lambda; {@code function} is the other door of the same house.
 */
@NullMarked
package io.batuta.web.api;

import org.jspecify.annotations.NullMarked;
