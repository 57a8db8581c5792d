/**
 * How clients of Amazon's APIs are set up, for the packages that call one.
 *
 * <p>Must not know which API is called, nor what for.
 */
@NullMarked
package io.batuta.amazon;

import org.jspecify.annotations.NullMarked;
