/**
 * What is said: templates, rendered and measured for their channel.
 *
 * <p>Must not know providers.
 */
@NullMarked
package io.batuta.message;

import org.jspecify.annotations.NullMarked;
