/**
 * Speaks recorded voice. Has its place now; comes with the channels.
 *
 * <p>Must not know another provider; nobody imports it.
 */
@NullMarked
package io.batuta.channel.voice;

import org.jspecify.annotations.NullMarked;
