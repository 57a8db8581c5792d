/**
 * The pages people look at.
 *
 * <p>Must not know AWS Lambda.
 */
@NullMarked
package io.batuta.web.console;

import org.jspecify.annotations.NullMarked;
