/**
 * Makes route lists for field agents. Has its place now; comes with the channels.
 *
 * <p>Must not know another provider; nobody imports it.
 */
@NullMarked
package io.batuta.channel.visit;

import org.jspecify.annotations.NullMarked;
